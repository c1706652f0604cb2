import { cloudflareReader } from '../../lib/api-client';
import { listsOfStack, preflight, reportJson, reportText } from '../../lib/preflight';
import type { JsonObject } from '../../lib/sandbox/cloudflare-api/json';
import { execute, rule } from './rule-shapes';
import {
  CUSTOM,
  DryRunZone,
  exception,
  MANAGED,
  READ_TOKEN,
  WRITE_TOKEN,
  ZONE,
  VERSIONS,
} from './dry-run-zone';

let zone: DryRunZone;

afterEach(() => zone.close());

const report = async (...words: Parameters<DryRunZone['ask']>) => (await zone.ask(...words))[0]?.dryRun;

test('a list that Cloudflare takes is accepted, by the PUT of the provider, and nothing is kept', async () => {
  zone = await DryRunZone.start({ [CUSTOM]: [rule({ action: 'block' })] });
  const before = JSON.stringify(zone.api.state);
  expect(await report(zone.declaration([exception()]))).toEqual({
    outcome: 'accepted',
    rules: 2,
    refusals: [],
    newLists: [],
  });
  expect(JSON.stringify(zone.api.state)).toBe(before);
  const [request, ...others] = zone.writes();
  expect(others).toEqual([]);
  expect(request).toMatchObject({
    method: 'PUT',
    path: `/zones/${ZONE}/rulesets/${zone.entryPointId(CUSTOM)}`,
    query: 'dry_run=true',
    body: {
      description: '',
      kind: 'zone',
      name: 'default',
      phase: CUSTOM,
      rules: [exception(), { ref: rule({})['ref'], action: 'block', action_parameters: {} }],
    },
  });
});

test('where there is no entry point, the phase is asked, and none is made', async () => {
  zone = await DryRunZone.start({});
  const before = JSON.stringify(zone.api.state);
  expect((await report(zone.declaration([exception()])))?.outcome).toBe('accepted');
  expect(zone.writes()).toMatchObject([
    {
      path: `/zones/${ZONE}/rulesets/phases/${CUSTOM}/entrypoint`,
      query: 'dry_run=true',
      body: { description: '', name: 'default', rules: [exception()] },
    },
  ]);
  expect(JSON.stringify(zone.api.state)).toBe(before);
});

test('a list that stays as it is is not asked about', async () => {
  zone = await DryRunZone.start({ [CUSTOM]: [rule({ action: 'block' })] });
  const reports = await zone.ask(zone.declaration([]));
  expect(reports.map(({ dryRun }) => [dryRun.outcome, dryRun.rules])).toEqual([
    ['unchanged', 1],
    ['unchanged', 0],
  ]);
  expect(zone.writes()).toEqual([]);
  expect(reportJson('s', reports, VERSIONS)).toMatchObject({ accepted: true });
});

test('a token that may only read asks in vain, and that is no refusal', async () => {
  zone = await DryRunZone.start({});
  const reports = await zone.ask(zone.declaration([exception()]), { token: READ_TOKEN });
  expect(reports[0]?.dryRun).toEqual({ outcome: 'not-allowed', rules: 1, refusals: [], newLists: [] });
  expect(reportJson('s', reports, VERSIONS)).toMatchObject({ accepted: null });
  expect(reportText(reports)).toContain(
    '  warning: Cloudflare was not asked whether it would take this list of 1 rule: the token may only read\n' +
      '    help: a token with Zone WAF Edit can ask; nothing is written\n',
  );
});

test('a plan that Terraform would refuse is not asked about', async () => {
  zone = await DryRunZone.start({ [MANAGED]: [execute({ overrides: { categories: [] } })] });
  const skip = exception({ action_parameters: { ruleset: 'current' } });
  const [, managed] = await zone.ask(zone.declaration([skip], MANAGED));
  expect(managed?.dryRun.outcome).toBe('no-plan');
  expect(zone.writes()).toEqual([]);
});

test('a refusal names the rule, what Cloudflare says, and the cure', async () => {
  zone = await DryRunZone.start({});
  const reports = await zone.ask(
    zone.declaration([
      exception(),
      exception({ ref: 'wafx__dashboard__b', description: 'b \u202e', expression: 'http.hst eq "\u001b"' }),
    ]),
  );
  expect(reportText(reports)).toBe(
    `${CUSTOM} of example.com: no entry point, nothing to carry\n` +
      '  Cloudflare would refuse this list of 2 rules\n' +
      '    rule `wafx__dashboard__b`: `b \\u{202e}` at `/rules/1/expression`\n' +
      '      Cloudflare says (code 29009): \'http.hst eq "\\u{1b}"\' is not a valid value for expression because could not parse filter expression: Filter parsing error (1:1): http.hst eq "\ufffd" ^^^^^^^^ unknown identifier `http.hst`\n' +
      '      help: correct the expression at the marked place: `waf lint` says more about it\n' +
      `${MANAGED} of example.com: no entry point, nothing to carry\n` +
      '  nothing would be written\n',
  );
  expect(reportJson('s', reports, VERSIONS)).toMatchObject({
    carried: true,
    accepted: false,
    entryPoints: [
      {
        dryRun: {
          outcome: 'refused',
          rules: 2,
          newLists: [],
          refusals: [
            {
              rule: { ref: 'wafx__dashboard__b', description: 'b \u202e', isOurs: true },
              code: 29009,
              pointer: '/rules/1/expression',
            },
          ],
        },
      },
      {},
    ],
  });
});

test('a very long answer is cut for people', async () => {
  zone = await DryRunZone.start({});
  const text = `http.hst eq "${'x'.repeat(3000)}"`;
  const reports = await zone.ask(zone.declaration([exception({ expression: text })]));
  const line =
    reportText(reports)
      .split('\n')
      .find((one) => one.includes('Cloudflare says')) ?? '';
  expect(line).toHaveLength('      Cloudflare says (code 29009): '.length + 1000 + '...'.length);
  expect(JSON.stringify(reportJson('s', reports, VERSIONS)).length).toBeGreaterThan(3000);
});

describe('what the API may answer besides', () => {
  const answer = (status: number, body: JsonObject | string) => {
    zone.api.injectFault({ operation: 'update-entry-point', times: 1, status, body });
  };
  const asked = () => report(zone.declaration([exception()]));
  beforeEach(async () => {
    zone = await DryRunZone.start({});
  });

  test('several errors are several refusals, with or without a code and a place', async () => {
    const errors = [
      {
        code: 20127,
        message: 'expression size 5000 exceeded maximum 4096',
        source: { pointer: '/rules/0/expression' },
      },
      { message: 'something else' },
      { code: 7, source: 'x' },
      'nonsense',
    ];
    answer(400, { result: null, success: false, errors, messages: [] });
    expect((await asked())?.refusals).toEqual([
      {
        rule: { ref: 'wafx__dashboard__a', description: 'a', isOurs: true },
        code: 20127,
        message: 'expression size 5000 exceeded maximum 4096',
        pointer: '/rules/0/expression',
        help: 'move addresses to an IpList, or divide the exception',
      },
      { rule: undefined, code: undefined, message: 'something else', pointer: '', help: undefined },
      { rule: undefined, code: 7, message: 'no message', pointer: '', help: undefined },
    ]);
  });

  test.each([401, 403])(
    '%s means that the token may only read: it has just read the zone',
    async (status) => {
      answer(status, {
        result: null,
        success: false,
        errors: [{ message: 'request is not authorized' }],
        messages: [],
      });
      expect((await asked())?.outcome).toBe('not-allowed');
    },
  );

  test.each([
    [
      404,
      { success: false, errors: [{ code: 10003, message: 'could not find ruleset' }] },
      'cloudflare/answer',
    ],
    [400, { success: false, errors: [] }, 'cloudflare/answer'],
    [200, 'nonsense', 'cloudflare/answer'],
    [200, { success: false, result: null }, 'cloudflare/answer'],
  ])('%s %j is no answer', async (status, body, code) => {
    answer(status, body);
    await expect(asked()).rejects.toMatchObject({ code });
    answer(status, body);
    await expect(asked()).rejects.toThrow(
      `PUT \`/zones/${ZONE}/rulesets/phases/${CUSTOM}/entrypoint?dry_run=true\``,
    );
  });

  test('an API that writes in spite of the dry run is called out', async () => {
    answer(200, { success: true, result: { id: 'x', version: '2' }, errors: [], messages: [] });
    const failure = asked();
    await expect(failure).rejects.toMatchObject({ code: 'cloudflare/dry-run-ignored' });
    await expect(failure).rejects.not.toThrow(WRITE_TOKEN);
  });
});

describe('lists that the same deploy makes', () => {
  const naming = (...lists: readonly string[]) =>
    exception({ expression: lists.map((name) => `ip.src in $${name}`).join(' or ') });

  test('are known from the synthesised stack', () => {
    const cloudflare_list = {
      a: { kind: 'ip', name: 'office' },
      b: { kind: 'hostname', name: 'hosts' },
      c: { kind: 'ip', name: '${var.x}', for_each: 1 },
    };
    expect(listsOfStack({ resource: { cloudflare_list } })).toEqual(['office', '${var.x}']);
    expect(listsOfStack({ resource: {} })).toEqual([]);
    expect(listsOfStack(null)).toEqual([]);
  });

  test('are no reason for a refusal', async () => {
    zone = await DryRunZone.start({});
    const rules = [naming('office', 'hq'), { ...naming('vpn'), ref: 'wafx__dashboard__b' }];
    const reports = await zone.ask(zone.declaration(rules), { ownLists: ['hq', 'office', 'vpn', 'unused'] });
    expect(reports[0]?.dryRun).toEqual({
      outcome: 'accepted',
      rules: 2,
      refusals: [],
      newLists: ['office', 'hq', 'vpn'],
    });
    expect(zone.writes().map(({ body }) => body)).toMatchObject([
      {},
      {},
      { rules: [{ expression: 'ip.src in {::1} or ip.src in {::1}' }, { expression: 'ip.src in {::1}' }] },
    ]);
    expect(reportText(reports)).toContain(
      '    asked with an address in the place of `$office`, `$hq`, `$vpn`, which this deploy makes first\n',
    );
  });

  test('that exist already are asked about as they are', async () => {
    zone = await DryRunZone.start({});
    expect(await report(zone.declaration([naming('live_list')]), { ownLists: ['live_list'] })).toMatchObject({
      outcome: 'accepted',
      newLists: [],
    });
  });

  test('hide no other fault of the rule', async () => {
    zone = await DryRunZone.start({}, 'pro');
    const rules = [exception({ expression: 'ip.src in $office and http.host matches "a"' })];
    expect(await report(zone.declaration(rules), { ownLists: ['office'] })).toMatchObject({
      outcome: 'refused',
      refusals: [{ message: expect.stringContaining('matches') as string }],
    });
  });

  test('of others are missed', async () => {
    zone = await DryRunZone.start({});
    expect(await report(zone.declaration([naming('office')]), { ownLists: ['hq'] })).toMatchObject({
      outcome: 'refused',
      refusals: [{ message: expect.stringContaining('no list of this name') as string }],
    });
    expect(zone.writes()).toHaveLength(1);
  });
});

test('nobody is asked unless told so', async () => {
  zone = await DryRunZone.start({});
  const reader = cloudflareReader({ token: WRITE_TOKEN, baseUrl: zone.api.baseUrl });
  const reports = await preflight([zone.declaration([exception()])], reader);
  expect(reports.map(({ dryRun }) => dryRun.outcome)).toEqual(['off', 'off']);
  expect(zone.writes()).toEqual([]);
});
