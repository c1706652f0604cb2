import type { WafExceptionProps } from '../../lib';
import { ManagedRule, ManagedRuleset, Path, Skip } from '../../lib';
import { defineException } from '../../lib/exceptions';
import { importRule, type ImportedRule } from '../../lib/import';
import type { Rule } from '../../lib/rulesets';
import { Random } from '../rules-language/support/random';
import { NOW_MS, PROPS } from '../support/exceptions';
import { rounds } from '../support/rounds';

const ROUNDS = rounds(80);
const CUSTOM = 'http_request_firewall_custom';
const MANAGED = 'http_request_firewall_managed';
const PLACE = { phase: CUSTOM, zoneName: 'example.com', nowMs: NOW_MS, above: [] };
const ALL = { phases: [MANAGED] };
const EXACT = 'http.host eq "app.example.com" and http.request.method eq "POST"';
const both = (path: string) =>
  `http.request.uri.path eq "${path}" and raw.http.request.uri.path eq "${path}"`;

const imported = (expression: string, parameters: Readonly<Record<string, unknown>> = ALL, phase = CUSTOM) =>
  importRule({ ref: 'clicked', action: 'skip', expression, parameters }, { ...PLACE, phase });

const relationOf = (result: ImportedRule) => ('reason' in result ? result.reason : result.relation.kind);

function randomProps(random: Random): Partial<WafExceptionProps> {
  const some = <T>(values: readonly T[]): T | readonly T[] => {
    const count = 1 + random.below(2);
    const start = random.below(values.length - count + 1);
    const chosen = values.slice(start, start + count);
    return chosen.length === 1 ? (chosen[0] as T) : chosen;
  };
  const one = <T>(values: readonly [T, ...T[]]): T => values[random.below(values.length)] ?? values[0];
  const maybe = <T extends object>(value: T): Partial<T> => (random.below(2) === 0 ? value : {});
  const skip = one([
    Skip.allManagedRules(),
    Skip.allManagedRules({ alsoSkip: ['http_ratelimit', 'bic'] }),
    Skip.features('http_request_sbfm'),
    Skip.managedRulesets(ManagedRuleset.OWASP_CORE, ManagedRuleset.fromId('a'.repeat(32))),
    Skip.managedRules(
      ManagedRule.EMPTY_USER_AGENT,
      ManagedRule.fromId(ManagedRuleset.OWASP_CORE, '0'.repeat(32)),
    ),
  ]);
  return {
    request: {
      host: some(['app.example.com', 'panel.example.com:2083', 'b.example.com']),
      method: some(['POST', 'PUT', 'PROPFIND']),
      path: one<WafExceptionProps['request']['path']>([
        '/export',
        ['/a', '/b'],
        Path.under('/files/x/'),
        Path.pattern('/orders/*/attachments'),
        Path.pattern('/a/*/**'),
        [Path.pattern('/orders/*'), '/export'],
        Path.contains('upload'),
      ]),
      ...maybe({ query: one([{ action: 'export' }, { v: ['1', '2'], 'wc-api': 'x' }]) }),
      ...maybe({ scheme: 'any' as const }),
      ...maybe({ from: one([['203.0.113.0/24', '2001:db8::/32'], { listName: 'office' }]) }),
      ...maybe({
        where: one<readonly string[]>([
          ['ip.src.country eq "DE"'],
          ['cf.bot_management.score gt 30', 'not cf.client.bot'],
        ]),
      }),
    },
    skip,
    ...maybe({ starts: one(['2026-11-30', '2026-11-30T22:00Z']) }),
    ...(random.below(4) === 0
      ? {}
      : { expires: one(['2027-03-31', '2027-03-31T12:30Z', '2027-01-01T00:00:05Z']) }),
  };
}

/** An exception without an end. */
const WITHOUT_END: WafExceptionProps = {
  request: PROPS.request,
  skip: PROPS.skip,
  reason: PROPS.reason,
  owner: 'creator-tools',
};

test('exceptions come back as they were', () => {
  const random = new Random(20_261_128);
  for (let round = 0; round < ROUNDS; round++) {
    const accept = [{ finding: 'path-contains', reason: 'a test of the import' }] as const;
    const { rule, phase } = defineException(
      'a',
      'b',
      { ...WITHOUT_END, accept, ...randomProps(random) },
      NOW_MS,
    );
    const result = importRule(
      {
        ref: 'clicked',
        action: 'skip',
        expression: rule.expression,
        parameters: { ...rule.action_parameters },
        logging: rule.logging.enabled,
      },
      { ...PLACE, phase },
    );
    expect([rule.expression, relationOf(result)]).toEqual([rule.expression, 'same']);
    if ('reason' in result) continue;
    expect(result.skip.parameters).toEqual(rule.action_parameters);
    expect(result.skip.phase).toBe(phase);
  }
});

test.each([
  ['of the exact idiom', `${EXACT} and ${both('/x')} and ssl`, 'same'],
  ['that skips plain HTTP too', `${EXACT} and ${both('/x')}`, 'same'],
  ['of two alternatives', `(${EXACT} and ${both('/x')}) or (${EXACT} and ${both('/y')})`, 'same'],
  ['with the normalised path alone', `${EXACT} and http.request.uri.path eq "/x"`, 'narrower'],
  ['with a prefix', `${EXACT} and starts_with(http.request.uri.path, "/files/")`, 'narrower'],
  ['with a text in the path', `${EXACT} and http.request.uri.path contains "upload"`, 'narrower'],
  ['without a host', `http.request.method eq "POST" and ${both('/x')}`, 'open'],
  ['without a method', `http.host eq "app.example.com" and ${both('/x')}`, 'open'],
  ['without a path', EXACT, 'open'],
  ['with the end of a path', `${EXACT} and ends_with(http.request.uri.path, ".png")`, 'open'],
  ['that cannot be read', 'http.hst eq "a"', 'its expression cannot be read: unknown identifier `http.hst`'],
])('a rule %s', (_title, expression, expected) => {
  expect(relationOf(imported(expression))).toBe(expected);
});

test('a narrower exception shows a request that it leaves out', () => {
  const result = imported(`${EXACT} and http.request.uri.path eq "/x"`);
  expect(result).toMatchObject({
    relation: { kind: 'narrower', without: { method: 'POST', url: 'https://app.example.com//x' } },
  });
});

test.each<[string, Readonly<Record<string, unknown>>, string, string | RegExp]>([
  ['the rest of the ruleset', { ruleset: 'current' }, CUSTOM, /^it skips the rest of its ruleset/],
  ['nothing', {}, CUSTOM, 'an exception cannot express what it skips'],
  ['an unknown phase', { phases: ['http_request_snippets'] }, CUSTOM, /which no exception does$/],
  ['a ruleset by another word', { ruleset: 'other' }, MANAGED, /^it skips the rest/],
  ['rules and rulesets', { rules: { a: ['b'] }, rulesets: ['c'] }, MANAGED, /cannot express what it skips/],
  ['a ruleset of a wrong id', { rulesets: ['efb7'] }, MANAGED, /must be 32 lower-case hex characters/],
])('a rule that skips %s is none', (_title, parameters, phase, reason) => {
  const result = imported(`${EXACT} and ${both('/x')}`, parameters, phase);
  expect('reason' in result ? result.reason : '').toMatch(reason);
});

test.each(['99999999999999999', '253402300800'])('an end that no date names says nothing: %s', (end) => {
  expect(imported(`${EXACT} and ${both('/x')} and http.request.timestamp.sec lt ${end}`)).toMatchObject({
    relation: { kind: 'same' },
    exceptions: [{ draft: { expires: undefined, where: [] } }],
  });
});

test('a rule that no request meets is none', () => {
  const result = imported(`${EXACT} and ${both('/x')} and http.request.timestamp.sec lt 0`);
  expect('reason' in result ? result.reason : '').toBe('no request matches its expression');
});

test('hosts of others are custom hostnames, and callers that `from` does not take stay a condition', () => {
  const result = imported(
    `http.host eq "shop.customer.example" and http.request.method eq "POST" and ${both('/x')} and ip.src in {10.0.0.1..10.0.0.9}`,
  );
  expect(result).toMatchObject({
    relation: { kind: 'same' },
    exceptions: [{ draft: { hosts: ['shop.customer.example'], where: ['ip.src in {10.0.0.1..10.0.0.9}'] } }],
  });
});

test('a path that no prop takes stays a condition as the rule has it, of both paths', () => {
  const short = (field: string) => `${field} contains "/x"`;
  const rule = `${EXACT} and ${short('http.request.uri.path')} and ${short('raw.http.request.uri.path')}`;
  expect(imported(rule)).toMatchObject({
    relation: { kind: 'open' },
    exceptions: [
      {
        draft: {
          paths: [],
          where: [short('http.request.uri.path'), short('raw.http.request.uri.path')],
        },
      },
    ],
  });
});

test.each([
  ['parameters', { unknown: ['action_parameters.phases'] }, 'its `action_parameters.phases` is known only'],
  [
    'a text',
    { problems: [{ kind: 'type', pattern: 'expression', path: 'x', message: 'is no text', help: '' }] },
    'it cannot be read: is no text',
  ],
] as const)('a rule of which %s is not known is none', (_title, changes, reason) => {
  const rule = { ref: 'clicked', action: 'skip', expression: `${EXACT} and ${both('/x')}`, parameters: ALL };
  const result = importRule({ ...rule, ...changes } as Rule, PLACE);
  expect('reason' in result ? result.reason : '').toContain(reason);
});

/** What the narrower version of a rule looks like. */
const narrowerOf = (result: ImportedRule) =>
  'reason' in result ? undefined : result.exceptions[0]?.narrower;

test('a narrower version is for fewer requests, and says which', () => {
  const result = imported(`${EXACT} and http.request.uri.path contains "/upload"`, {
    phases: [MANAGED, 'http_ratelimit'],
    products: ['bic'],
  });
  const narrower = narrowerOf(result);
  expect(narrower?.draft.paths).toEqual([
    { form: 'exact', text: '/upload' },
    { form: 'under', text: '/upload/' },
  ]);
  expect(narrower?.draft.isEncrypted).toBe(true);
  expect(narrower?.skip.parameters).toEqual({ phases: [MANAGED] });
  expect(narrower?.losses).toMatchObject([
    {
      says: 'paths other than `/upload` and those below it',
      without: { url: expect.stringMatching(/^https:/) as string },
    },
    { says: 'plain HTTP', without: { url: expect.stringMatching(/^http:/) as string } },
    { says: 'all of them, by rate limiting rules, Browser Integrity Check' },
  ]);
});

test.each([
  ['the exact idiom', `${EXACT} and ${both('/x')} and ssl`],
  [
    'a port that is never encrypted',
    `http.host eq "app.example.com:8080" and http.request.method eq "POST" and ${both('/x')}`,
  ],
])('nothing narrower is proposed for %s', (_title, expression) => {
  expect(relationOf(imported(expression))).toBe('same');
  expect(narrowerOf(imported(expression))).toBeUndefined();
});

test.each([
  [
    'path-contains',
    'http.request.uri.path contains "/upload" and raw.http.request.uri.path contains "/upload"',
  ],
  ['front-controller', both('/')],
  ['nothing', undefined],
])('what stops the exception is found: %s', (id, condition) => {
  const result = imported(`${EXACT} and ${condition ?? both('/x')}`);
  const ids = 'reason' in result ? [] : result.exceptions[0]?.stoppers.map((one) => one.id);
  expect(ids).toEqual(condition === undefined ? [] : [id]);
});

test('what is left of the managed rules is all of them, where the rule stands first', () => {
  const result = imported(`${EXACT} and ${both('/x')}`, { ruleset: 'current' }, MANAGED);
  expect(result).toMatchObject({ relation: { kind: 'same' }, skip: { parameters: ALL, phase: CUSTOM } });
});

const EXECUTE = (id: string, enabled = true): Rule => ({
  action: 'execute',
  expression: 'true',
  parameters: { id },
  enabled,
});
const OWASP = ManagedRuleset.OWASP_CORE.id;
const OTHER = 'a'.repeat(32);
const CURRENT = (expression: string): Rule => ({
  action: 'skip',
  expression,
  parameters: { ruleset: 'current' },
});
const BEHIND = /^it comes after managed rules/;
const PASSED_OVER = /^an earlier rule skips it/;

test.each<[string, readonly Rule[], Readonly<Record<string, unknown>>, string, string | RegExp]>([
  ['a ruleset that runs before it', [EXECUTE(OWASP)], { rulesets: [OWASP] }, MANAGED, BEHIND],
  ['one that does not run', [EXECUTE(OWASP, false)], { rulesets: [OWASP] }, MANAGED, 'same'],
  ['one that runs after it', [EXECUTE(OTHER)], { rulesets: [OWASP] }, MANAGED, 'same'],
  ['what is left', [EXECUTE(OTHER)], { ruleset: 'current' }, MANAGED, BEHIND],
  ['what is left, for everybody else', [CURRENT('http.host eq "b.example.com"')], ALL, CUSTOM, 'same'],
  [
    'the phase, behind a rule that skips it',
    [CURRENT('ip.src in {203.0.113.0/24}')],
    ALL,
    CUSTOM,
    PASSED_OVER,
  ],
  ['the phase, behind a rule that cannot be read', [CURRENT('http.hst eq "a"')], ALL, CUSTOM, PASSED_OVER],
])('the place of a rule counts: it skips %s', (_title, above, parameters, phase, expected) => {
  const rule = { ref: 'clicked', action: 'skip', expression: `${EXACT} and ${both('/x')}`, parameters };
  expect(relationOf(importRule(rule, { ...PLACE, phase, above }))).toMatch(expected);
});
