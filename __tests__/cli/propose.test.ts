import { execFileSync } from 'node:child_process';
import { mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { proposeCommand } from '../../lib/cli/commands/propose';
import { type Block, events, EXPORT, idOf } from '../proposal/incident';
import { eventOf, startZone } from '../status/live-zone';
import { buildWaf } from '../support/build-package';
import { run } from './stack-folder';

let folder: string;
beforeAll(() => (folder = mkdtempSync(join(tmpdir(), 'waf-exceptions-propose-'))));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

const RAY = '8f0123456789abcd';
const IMAGE: Block = { contributors: [941130, 941170], ray: RAY };

/** The events in a file, as GraphQL spells them. */
function graphql(name: string, ...blocks: readonly Block[]): string {
  const rows = blocks.flatMap(events).map(({ request, ...event }) => ({
    action: event.action,
    source: event.source,
    rayName: event.ray,
    ruleId: event.ruleId,
    rulesetId: event.rulesetId,
    description: event.description,
    matchIndex: event.matchIndex,
    datetime: new Date(event.time ?? 0).toISOString(),
    sampleInterval: event.sampleInterval,
    clientRequestHTTPHost: request.host,
    clientRequestHTTPMethodName: request.method,
    clientRequestPath: request.path,
    clientIP: request.clientIp,
    userAgent: request.userAgent,
  }));
  const path = join(folder, name);
  writeFileSync(path, JSON.stringify({ data: { viewer: { zones: [{ firewallEventsAdaptive: rows }] } } }));
  return path;
}

test('prints what it proposes, what that costs, and the code', async () => {
  const attack: Block = { contributors: [941130, 942100], request: { userAgent: 'sqlmap' } };
  const { stdout } = await run(proposeCommand(), graphql('incident.json', IMAGE, attack));
  expect(stdout).toContain(`POST ${EXPORT.host}${EXPORT.path}`);
  expect(stdout).toMatch(/proposed +0 +1 +0/);
  expect(stdout).toMatch(/all managed rules +1 +0 +0/);
  expect(stdout).toContain('the user agent of a scanner');
  expect(stdout).toContain(`ManagedRule.fromId(ManagedRuleset.OWASP_CORE, '${idOf(941130)}')`);
  expect(stdout).not.toContain(idOf(942100));
});

test('writes new files, and no others', async () => {
  const evidence = graphql('files.json', IMAGE);
  const [out, test] = [join(folder, 'stacks', 'export.ts'), join(folder, '__tests__', 'export.test.ts')];
  const words = [evidence, '--out', out, '--test', test, '--owner', 'creator-tools'];
  const { stdout } = await run(proposeCommand(), ...words);
  expect(stdout).toContain('wrote');
  expect(stdout).toContain('next: call proposedExceptions(waf) in the stack, with its ZoneWaf\n');
  expect(readFileSync(out, 'utf8')).toContain("owner: 'creator-tools'");
  expect(readFileSync(test, 'utf8')).toContain("from '../stacks/export'");
  await expect(run(proposeCommand(), ...words)).rejects.toMatchObject({ code: 'out/exists' });
});

test('a ray names what gets through, in whatever form it is copied', async () => {
  const attack: Block = { rule: 3, attackScore: 1, ray: RAY };
  const { stdout } = await run(
    proposeCommand(),
    graphql('ray.json', attack),
    '--ray',
    `${RAY.toUpperCase()}-FRA`,
  );
  expect(stdout).toContain(idOf(3));
});

test.each<[string, readonly string[], string]>([
  ['no source', [], 'propose/source'],
  ['a zone and files', ['--live', 'example.com', 'x.json'], 'propose/source'],
  ['an unknown ray', ['--ray', 'ffffffffffffffff'], 'propose/ray'],
  ['a ray that is none', ['--ray', 'hello'], 'propose/ray'],
  ['no day', ['--days', '0'], 'commander.invalidArgument'],
  ['more days than anybody keeps', ['--days', '900'], 'commander.invalidArgument'],
  ['tests without exceptions', ['--test', 'x.test.ts'], 'out/test'],
])('%s is a mistake', async (_name, words, code) => {
  const files = code === 'propose/source' ? [] : [graphql('mistakes.json', IMAGE)];
  await expect(run(proposeCommand(), ...files, ...words)).rejects.toMatchObject({ code });
});

test('evidence without a managed block says so', async () => {
  const { stdout } = await run(proposeCommand(), graphql('none.json', { rule: 1, source: 'firewallCustom' }));
  expect(stdout).toContain('there is nothing to propose');
});

test('what holds no event is not taken for proof that no managed rule ended anything', async () => {
  const answer = join(folder, 'answer.txt');
  writeFileSync(
    answer,
    'HTTP/2 403\nserver: cloudflare\ncf-ray: 8a1b2c3d4e5f6071-FRA\n\n<h1>Sorry, you have been blocked</h1>\n',
  );
  const { stdout } = await run(proposeCommand(), answer);
  expect(stdout).toContain('holds no Security Event');
  expect(stdout).not.toContain('nothing to propose');
});

test('JSON has proposals, and what is not proposed with its reason', async () => {
  const words = [
    graphql('json.json', IMAGE, { contributors: [], ray: 'aaaaaaaaaaaaaaaa' }),
    '--format',
    'json',
  ];
  const { stdout } = await run(proposeCommand(), ...words);
  expect(JSON.parse(stdout)).toMatchObject({
    proposals: [
      {
        id: 'export-mp4',
        host: EXPORT.host,
        method: 'POST',
        paths: [EXPORT.path],
        rules: [{ id: idOf(941130) }, { id: idOf(941170) }],
        requests: [{ ray: RAY, standsFor: 1 }],
        callers: null,
      },
    ],
    notProposed: [{ reason: 'incomplete', details: ['contributors'] }],
  });
});

test('the exceptions alone', async () => {
  const { stdout } = await run(proposeCommand(), graphql('ts.json', IMAGE), '--format', 'typescript');
  expect(stdout).toMatch(/^import /);
});

test('the file is formatted by the Prettier of the project, as its configuration says', () => {
  const project = mkdtempSync(join(folder, 'project-'));
  symlinkSync(resolve('node_modules'), join(project, 'node_modules'));
  writeFileSync(join(project, '.prettierrc'), '{"semi": false, "tabWidth": 8}');
  const written = (name: string): string => {
    const out = join(project, name);
    // Prettier loads itself in a way that the modules of Jest do not have.
    execFileSync(process.execPath, [buildWaf(), 'propose', graphql(`${name}.json`, IMAGE), '--out', out]);
    return readFileSync(out, 'utf8');
  };
  expect(written('formatted.ts')).toMatch(/^ {8}new WafException\(waf, "/m);
  // A configuration that Prettier cannot read keeps nobody from the exception.
  writeFileSync(join(project, '.prettierrc'), '{');
  expect(written('as-it-is.ts')).toMatch(/^ {2}new WafException\(waf, '.*/m);
});

test.each([
  ['has it', 'business', 'looks like an attack', ['WAF attack score class `attack`']],
  ['has no such field', 'pro', undefined, undefined],
])(
  '--live asks for the class of the attack score where the plan %s',
  async (_title, plan, reason, details) => {
    const blocked = eventOf(0.1, {
      action: 'block',
      source: 'firewallManaged',
      rulesetId: 'efb7b8c949ac4650a09736fc376e9aee',
      ruleId: 'c'.repeat(32),
      description: 'XSS, HTML Injection - Script Tag',
      wafAttackScoreClass: 'attack',
    });
    await startZone({ plan, events: [blocked] });
    const { stdout } = await run(proposeCommand(), '--live', 'example.com', '--format', 'json');
    const { proposals, notProposed } = JSON.parse(stdout) as {
      readonly proposals: readonly object[];
      readonly notProposed: readonly { readonly reason: string; readonly details: readonly string[] }[];
    };
    expect(proposals).toHaveLength(reason === undefined ? 1 : 0);
    expect(notProposed.map((one) => [one.reason, one.details])).toEqual(
      reason === undefined ? [] : [[reason, details]],
    );
  },
);
