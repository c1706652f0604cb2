import { plain } from '../../lib/review/text';
import { liveRuleChecks } from '../../lib/verify';
import {
  CUSTOM,
  declaring,
  execute,
  liveRule,
  liveZone,
  MANAGED,
  MANAGED_RULESET,
  OWASP,
  RULE,
} from './zone';

const tell = (zone: ReturnType<typeof liveZone>) =>
  liveRuleChecks(zone).map(({ outcome, sentence }) => `${outcome}: ${plain(sentence)}`);
const DECLARED = declaring(MANAGED, [RULE]);
const RUNNING = [execute(MANAGED_RULESET), execute(OWASP)];
const VERIFIED =
  'verified: wafx__dashboard__export is live in http_request_firewall_managed as the code declares it, before what it skips.';

test('an exception that is live as it was declared is verified, whatever others have', () => {
  const foreign = liveRule({ ref: 'wafx__payments__webhook', expression: 'ssl' });
  expect(
    tell(liveZone(DECLARED, { [MANAGED]: [liveRule(), foreign, ...RUNNING], [CUSTOM]: [foreign] })),
  ).toEqual([VERIFIED]);
});

test.each([
  [
    'expression',
    { expression: 'true' },
    '`expression` of wafx__dashboard__export differs from the code: it is true, and the code says (http.host eq',
  ],
  [
    'action',
    { action: 'log' },
    '`action` of wafx__dashboard__export differs from the code: it is log, and the code says skip.',
  ],
  [
    'enabled',
    { enabled: false },
    '`enabled` of wafx__dashboard__export differs from the code: it is false, and the code says true.',
  ],
  [
    'logging',
    { logging: { enabled: false } },
    '`logging` of wafx__dashboard__export differs from the code: it is {"enabled":false}, and',
  ],
  [
    'description',
    { description: 'x' },
    '`description` of wafx__dashboard__export differs from the code: it is x, and the code says waf-exceptions: export.',
  ],
  [
    'a wider skip',
    { action_parameters: { ruleset: 'current' } },
    'it is {"ruleset":"current"}, and the code says {"rulesets":[',
  ],
  [
    'what Terraform does not know',
    { ratelimit: { period: 10 }, novel: 1 },
    'has novel that the code does not declare: 1.',
  ],
])('another %s is told', (_name, change, said) => {
  const told = tell(liveZone(DECLARED, { [MANAGED]: [liveRule(change), ...RUNNING] }));
  expect(told).toContainEqual(expect.stringContaining(said));
  expect(told.filter((line) => !line.startsWith('failed: '))).toEqual([]);
});

test('a rule that is not there, and one that is there twice, are told', () => {
  expect(tell(liveZone(DECLARED, {}))).toEqual([
    'failed: wafx__dashboard__export is not live in http_request_firewall_managed.',
  ]);
  expect(tell(liveZone(DECLARED, { [MANAGED]: [liveRule(), liveRule(), ...RUNNING] }))).toEqual([
    'failed: wafx__dashboard__export is live 2 times in http_request_firewall_managed.',
  ]);
});

const BEHIND = (label: string, phase: string) =>
  `failed: wafx__dashboard__export comes after ${label} in ${phase}, which it should skip, so it has no effect on it.`;

test.each([
  ['the ruleset that it names', { rulesets: [OWASP] }, execute(OWASP), [BEHIND(`Execute ${OWASP}`, MANAGED)]],
  ['another ruleset', { rulesets: [OWASP] }, execute(MANAGED_RULESET), [VERIFIED]],
  ['one that is off', { rulesets: [OWASP] }, execute(OWASP, { enabled: false }), [VERIFIED]],
  [
    'the ruleset of a rule',
    { rules: { [OWASP]: ['b'.repeat(32)] } },
    execute(OWASP),
    [BEHIND(`Execute ${OWASP}`, MANAGED)],
  ],
  [
    'all that follow',
    { ruleset: 'current' },
    execute(MANAGED_RULESET),
    [BEHIND(`Execute ${MANAGED_RULESET}`, MANAGED)],
  ],
])('behind %s', (_name, parameters, before, told) => {
  const rule = { ...RULE, action_parameters: parameters };
  const live = liveRule({ action_parameters: parameters });
  expect(tell(liveZone(declaring(MANAGED, [rule]), { [MANAGED]: [before, live] }))).toEqual(told);
});

test('in the custom phase only what skips the rest of it has a place to keep', () => {
  const block = liveRule({ ref: 'block', action: 'block', action_parameters: {}, description: '' });
  for (const [parameters, told] of [
    [{ phases: [MANAGED] }, [VERIFIED.replace(MANAGED, CUSTOM)]],
    [{ ruleset: 'current' }, [BEHIND('block', CUSTOM)]],
  ] as const) {
    const rule = { ...RULE, action_parameters: parameters };
    const live = [block, liveRule({ action_parameters: parameters })];
    expect(tell(liveZone(declaring(CUSTOM, [rule]), { [CUSTOM]: live }))).toEqual(told);
  }
});

test('a rule of the namespace that the code does not declare is told, where it is', () => {
  const old = liveRule({ ref: 'wafx__dashboard__old' });
  expect(
    tell(liveZone(DECLARED, { [MANAGED]: [liveRule(), old, ...RUNNING], [CUSTOM]: [liveRule()] })),
  ).toEqual([
    'failed: wafx__dashboard__export is live in http_request_firewall_custom, but the code puts it into http_request_firewall_managed.',
    VERIFIED,
    'failed: wafx__dashboard__old is live in http_request_firewall_managed, but the code does not declare it.',
  ]);
  const leftOut = declaring(MANAGED, [], { phases: [CUSTOM] });
  expect(tell(liveZone(leftOut, { [MANAGED]: [old] }))).toEqual([
    'failed: wafx__dashboard__old is live in http_request_firewall_managed, but the code does not declare it.',
  ]);
});

test('what the deploy was to remove or replace is told', () => {
  const foreign = liveRule({ ref: 'clicked', description: 'by hand' });
  const removing = declaring(CUSTOM, [], { foreignRules: 'remove' });
  expect(tell(liveZone(removing, { [CUSTOM]: [foreign] }))).toEqual([
    'failed: by hand is live in http_request_firewall_custom, but the ZoneWaf removes the rules of others.',
  ]);
  const [exception] = DECLARED.exceptions;
  const replacing = {
    ...DECLARED,
    exceptions: [{ ...exception, replaces: [{ rule: 'clicked', fingerprint: 'x' }] }],
  };
  const zone = liveZone(replacing as typeof DECLARED, { [MANAGED]: [liveRule(), foreign, ...RUNNING] });
  expect(tell(zone)).toEqual([
    VERIFIED,
    'failed: by hand is live in http_request_firewall_managed, but an exception of the code replaces it.',
  ]);
});

test('a zone without any exception is verified too', () => {
  expect(tell(liveZone(declaring(MANAGED, []), { [MANAGED]: RUNNING }))).toEqual([
    'verified: the code declares no exception, and no rule of its namespaces is live.',
  ]);
});
