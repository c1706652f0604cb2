import { lintDocument } from '../../../lib/lint';
import { foundBy } from '../../support/lint';
import { CUSTOM, entryPoint, MANAGED, stackWith } from '../../support/terraform-files';

const OWASP = '4814384a9e5d4991b9815dcfc25d2f1f';
const CLOUDFLARE = 'efb7b8c949ac4650a09736fc376e9aee';
const OFF = { enabled: false, rules: [{ id: '5de7edfa648c4d6891dc3e7f84534ffa', action: 'log' }] };
const ONE_ON = { enabled: false, rules: [{ id: '5de7edfa648c4d6891dc3e7f84534ffa', enabled: true }] };
const execute = (id: string, parameters: object = {}, members: object = {}) => ({
  action: 'execute',
  expression: 'true',
  action_parameters: { id, ...parameters },
  ...members,
});
const skip = (action_parameters: object, members: object = {}) => ({
  action: 'skip',
  expression: 'ssl',
  action_parameters,
  ...members,
});
const ALL = skip({ phases: [MANAGED] });
const found = (custom: readonly object[], managed: readonly object[], zone_id?: string) =>
  foundBy(
    'nothing-to-skip',
    stackWith({
      cloudflare_ruleset: {
        custom: entryPoint({ phase: CUSTOM, rules: custom }),
        managed: entryPoint({ phase: MANAGED, rules: managed, ...(zone_id && { zone_id }) }),
      },
    }),
  );

test.each([
  ['is disabled', execute(OWASP, {}, { enabled: false })],
  ['switches every rule off', execute(OWASP, { overrides: OFF })],
  ['matches no request', execute(OWASP, {}, { expression: 'false' })],
])('finds an exception of which the only execute rule %s', (_title, rule) => {
  expect(found([ALL], [rule])).toEqual([
    {
      message: 'the zone runs no managed rules: nothing is skipped',
      help: 'remove the exception, or turn the managed rules on',
      place: 'cloudflare_ruleset.custom',
      rule: 0,
    },
  ]);
  expect(found([], [skip({ rulesets: [OWASP] }), rule, execute(CLOUDFLARE)])).toEqual([
    {
      message: `the ruleset \`${OWASP}\` does not run: nothing of it is skipped`,
      help: 'remove the exception, or turn the ruleset on',
      place: 'cloudflare_ruleset.managed',
      rule: 0,
    },
  ]);
});

test.each<[string, readonly object[], readonly object[], ...string[]]>([
  ['something runs', [ALL], [execute(OWASP, {}, { enabled: false }), execute(CLOUDFLARE)]],
  ['one rule is switched on again', [ALL], [execute(OWASP, { overrides: ONE_ON })]],
  ['nobody knows what runs', [ALL], []],
  ['it is disabled', [{ ...ALL, enabled: false }], [execute(OWASP, {}, { enabled: false })]],
  [
    'it skips more',
    [skip({ phases: [MANAGED], products: ['bic'] })],
    [execute(OWASP, {}, { enabled: false })],
  ],
  ['the rules are of another zone', [ALL], [execute(OWASP, {}, { enabled: false })], 'f'.repeat(32)],
])('is silent where %s', (_title, custom, managed, ...zoneId) => {
  expect(found(custom, managed, ...zoneId)).toEqual([]);
});

const FREE = '77454fe2d30c4220b5701f6fdfb893ba';

test.each([
  ['free', CLOUDFLARE, false],
  ['free', FREE, true],
  ['pro', CLOUDFLARE, true],
  [undefined, CLOUDFLARE, true],
] as const)('on the plan %s, where the only rule is about %s and off: %s', (plan, id, isFound) => {
  const content = stackWith({
    cloudflare_ruleset: {
      custom: entryPoint({ phase: CUSTOM, rules: [ALL] }),
      managed: entryPoint({ phase: MANAGED, rules: [execute(id, {}, { enabled: false })] }),
    },
  });
  const linted = lintDocument({ file: 'x.json', content }, { ...(plan && { plan }) });
  const ids = linted.flatMap(({ findings }) => findings.map((finding) => finding.id));
  expect(ids.includes('nothing-to-skip')).toBe(isFound);
});

describe('a rule that skips the rest of its ruleset', () => {
  const rest = skip({ ruleset: 'current' });
  const block = { action: 'block', expression: 'true' };

  test.each([
    ['ruleset', 'at the end', [block, rest], 1],
    ['ruleset', 'before disabled rules only', [rest, { ...block, enabled: false }], 0],
    ['phase', 'at the end of the phase', [block, skip({ phase: 'current' })], 1],
  ])('is found, the %s, %s', (key, _title, rules, rule) => {
    expect(found(rules, [])).toEqual([
      {
        message: `the rule skips the rest of its ${key}, and no enabled rule follows: nothing is skipped`,
        help: 'move it before the rules that it is to skip, or name what it skips',
        place: 'cloudflare_ruleset.custom',
        rule,
      },
    ]);
  });

  test.each([
    ['before another', [rest, block]],
    ['that skips a phase as well', [block, skip({ ruleset: 'current', phases: ['http_ratelimit'] })]],
    ['that is disabled', [block, { ...rest, enabled: false }]],
  ])('is not found %s', (_title, rules) => {
    expect(found(rules, [])).toEqual([]);
  });
});
