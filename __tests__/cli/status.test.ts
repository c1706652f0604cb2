import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import Ajv from 'ajv';
import { statusCommand } from '../../lib/cli/commands/status';
import { ROOT } from '../project/source-files';
import { customRuleLimits } from '../../lib/exceptions';
import { CUSTOM, eventOf, idOf, MANAGED_RULES, startZone, TOKEN, ZONE } from '../status/live-zone';
import { folderWith, run, synthesised } from './stack-folder';

const status = async (...words: readonly string[]) => run(statusCommand(), '--live', 'example.com', ...words);

interface Rule {
  readonly label: string;
  readonly state: string;
  readonly matches: { readonly total: number; readonly last: string | null } | null;
  readonly due: readonly { readonly kind: string }[];
}
interface Json {
  readonly zones: readonly {
    readonly lookBack: Readonly<Record<string, unknown>> | null;
    readonly rules: readonly Rule[];
    readonly notes: readonly string[];
  }[];
}

async function json(...words: readonly string[]): Promise<Json['zones'][number]> {
  const { stdout } = await status('--format', 'json', ...words);
  const [zone] = (JSON.parse(stdout) as Json).zones;
  if (zone === undefined) throw new Error('no zone is in the report');
  return zone;
}

const matchesIn = ({ rules }: Json['zones'][number]) =>
  Object.fromEntries(rules.map(({ label, matches }) => [label, matches?.total ?? null]));

test('what is due stands first, in the table and below it', async () => {
  await startZone();
  const { stdout, exitCode } = await status();
  expect(exitCode).toBeUndefined();
  expect(stdout).toMatch(/^example\.com: 10 skip rules, 7 due\n/);
  expect(stdout).toMatch(
    /^dashboard\/export +creator-tools, OPS-1423 +100 days +2027-03-31 +21 +2026-05-31 +blocked-again$/m,
  );
  expect(stdout).toMatch(/^shop\/upload +shop +100\+ days +never +0 +none +unused$/m);
  expect(stdout).toMatch(/^shop\/silent +shop +100 days +never +\? +not logged$/m);
  expect(stdout.slice(stdout.indexOf('Due:'))).toBe(
    `Due:
  - dashboard/export: blocks have come back: 1 block of its requests since 2026-05-29, by XSS, HTML Injection - Script Tag: the exception is no longer enough, or these are attacks
  - dashboard/old: ended on 2026-05-09: remove (since then 1 request with its host, method and path was blocked)
  - dashboard/gone: rule dddddddddddddddddddddddddddddddd is gone (since 2026-01-01 or earlier), so nothing is left to skip: remove
  - dashboard/logs: 949110: Inbound Anomaly Score Exceeded only logs (since 2026-05-20 or earlier), so nothing is left to skip: remove
  - shop/upload: unused for 30 days: remove?
  - dashboard/soon: ends in 5 days, on 2026-06-05
  - others/temporary!! do not remove: it has no owner: no code declares it, and its description names none

Matches are those of the last 30 days.
Logging is off for 1 rule, so it is not known whether they match.
`,
  );
});

test('a zone that skips nothing, though it is named twice', async () => {
  await startZone({ custom: [], managed: [], events: [] });
  const { stdout } = await status('--live', 'example.com');
  expect(stdout).toBe('No rule of example.com skips anything.\nMatches are those of the last 30 days.\n');
});

test.each(['free', 'pro', 'business', 'enterprise'])('the %s plan counts the same', async (plan) => {
  await startZone({ plan });
  expect(matchesIn(await json())).toMatchObject({ export: 21, soon: 1, upload: 0, silent: null });
});

test('events that stand for several are counted as such, by groups and by rows', async () => {
  const events = Array.from({ length: 40 }, (_, index) =>
    eventOf(1 + (index % 3), { ruleId: idOf(1), ref: 'wafx__dashboard__export' }),
  );
  for (const plan of ['free', 'pro']) {
    const api = await startZone({ plan, events });
    await fetch(`${new URL(api.baseUrl).origin}/_sandbox/analytics`, {
      method: 'PUT',
      headers: { authorization: 'Bearer another-token' },
      body: JSON.stringify({ sampleInterval: 10 }),
    });
    const zone = await json();
    expect(matchesIn(zone)).toMatchObject({ export: 40 });
    expect(zone.lookBack).toMatchObject({ isSampled: true });
    expect((await status()).stdout).toContain(
      'unused for 30 days (events are sampled: a rare match may be missing): remove?',
    );
  }
});

test('too short a look-back calls nothing unused, and says so', async () => {
  await startZone();
  const { stdout } = await status('--days', '7');
  expect(stdout).not.toContain('unused for');
  expect(stdout).toContain(
    'No rule is reported as unused, because that takes 30 days of events, and only 7.0 are available.',
  );
});

test('a token that may read no events still shows the rules', async () => {
  const api = await startZone();
  api.injectFault({ operation: 'graphql', times: 1, status: 403 });
  const zone = await json();
  expect(zone.lookBack).toBeNull();
  expect(zone.notes).toEqual([expect.stringContaining('matches are unknown')]);
  expect(zone.rules.map(({ label }) => label)).toContain('old');
});

test('--fail-on ends with 1 if one of its words is due', async () => {
  await startZone();
  const write = jest.spyOn(process.stderr, 'write').mockReturnValue(true);
  try {
    expect((await status('--fail-on', 'unused, ended')).exitCode).toBe(1);
    expect(write.mock.calls.map(([text]) => text)).toEqual([
      'error: unused: no request has matched it for 30 days or more\n',
      'error: ended: its end has passed, so it applies to no request\n',
    ]);
    expect((await status('--fail-on', 'less-to-skip')).exitCode).toBeUndefined();
  } finally {
    write.mockRestore();
  }
});

test.each([
  ['--fail-on', 'unsed', 'did you mean `unused`?'],
  ['--days', '0', 'It must be a whole number from 1 to 366.'],
  ['--format', 'xml', 'Allowed choices are text, json, markdown'],
])('%s %s is a mistake', async (option, value, help) => {
  await expect(status(option, value)).rejects.toMatchObject({
    message: expect.stringContaining(help) as unknown,
  });
});

test('the zones of a stack, each once', async () => {
  await startZone();
  const declaration = (zone: object) => ({
    zone,
    ownPrefixes: ['wafx__dashboard__'],
    foreignRules: 'keep',
    limits: customRuleLimits(undefined, undefined),
    exceptions: [],
  });
  const stack = synthesised(declaration({ name: 'example.com' }), declaration({ id: ZONE }));
  const folder = folderWith({ 'cdktf.out/stacks/shop/cdk.tf.json': stack });
  const directory = jest.spyOn(process, 'cwd').mockReturnValue(folder);
  try {
    const { stdout } = await run(statusCommand(), 'shop', '--live', ZONE, '--format', 'json');
    const { zones } = JSON.parse(stdout) as { readonly zones: readonly { readonly name: string }[] };
    expect(zones.map(({ name }) => name)).toEqual(['example.com', ZONE]);
  } finally {
    directory.mockRestore();
  }
});

test('a sandbox whose clock was moved judges by that clock', async () => {
  const api = await startZone();
  await fetch(`${new URL(api.baseUrl).origin}/_sandbox/clock`, {
    method: 'PUT',
    headers: { authorization: 'Bearer another-token' },
    body: JSON.stringify({ advance: 40 * 86_400 }),
  });
  const zone = await json();
  expect(matchesIn(zone)).toMatchObject({ export: 0, soon: 0 });
  expect(zone.rules.find(({ label }) => label === 'soon')?.state).toBe('ended');
  expect(zone.rules.find(({ label }) => label === 'young')?.due).toEqual([
    expect.objectContaining({ kind: 'unused' }),
  ]);
});

test('no zone is a mistake', async () => {
  await expect(run(statusCommand())).rejects.toMatchObject({ code: 'status/zone' });
});

test('JSON keeps its schema, and no format has the token', async () => {
  await startZone();
  const schema = JSON.parse(readFileSync(join(ROOT, 'docs/status.schema.json'), 'utf8')) as object;
  const validate = new Ajv({ format: 'full' }).compile(schema);
  for (const format of ['json', 'text', 'markdown']) {
    const { stdout } = await status('--format', format);
    expect(stdout).not.toContain(TOKEN);
    if (format !== 'json') continue;
    expect(validate(JSON.parse(stdout)) === true ? [] : validate.errors).toEqual([]);
    expect(validate({ ...JSON.parse(stdout), extra: 1 })).toBe(false);
  }
});

test('Markdown has a box for each thing that is due', async () => {
  await startZone();
  const { stdout } = await status('--format', 'markdown');
  expect(stdout).toContain('## Exceptions on `example.com`: 7 due\n');
  expect(stdout.match(/^- \[ \] /gm)).toHaveLength(7);
  expect(stdout).toContain('| `upload` of `shop` | `shop` | 100+ days | never | 0 | none |');
});

test('the transcript of the docs is what the command prints', async () => {
  const names = ['wafx__dashboard__export', 'wafx__shop__upload', idOf(6)];
  await startZone({
    custom: CUSTOM.filter(({ ref }) => names.includes(ref)),
    managed: MANAGED_RULES.filter(({ action }) => action === 'execute'),
  });
  const { stdout } = await status();
  const page = readFileSync(join(ROOT, 'docs/cli/status.md'), 'utf8');
  expect(/```text\n([\s\S]*?)```/.exec(page)?.[1]).toBe(stdout);
});
