import { ManagedRule, ManagedRuleset, Path, type RequestMatch, Skip } from '../../lib';
import { type WafExceptionProps, type ExceptionFinding, type MadeRule } from '../../lib/exceptions';
import { EXCEPTION_RULES } from '../../lib/lint/exception-rules';
import { lint } from '../../lib/lint/lint';
import { type ExceptionPlace, lintFor } from '../../lib/lint/lint-exception';
import { parse, print } from '../../lib/rules-language';
import { define, NOW_MS, REQUEST } from '../support/exceptions';
import corpus from './corpus.json';

const PLACE: ExceptionPlace = { plan: 'business', zoneName: 'example.com', nowMs: NOW_MS };
const IDS: readonly string[] = EXCEPTION_RULES.map(({ id }) => id);

/** The rule of an exception with another expression, as constructs hand it over: a tree without places. */
function made(text: string, props: Partial<WafExceptionProps> = {}): MadeRule {
  const { rule, phase } = define(props);
  const expression = withoutRanges(parse(text).expression);
  return { rule: { ...rule, expression: print(expression) }, phase, expression };
}

function withoutRanges<T>(node: T): T {
  if (Array.isArray(node)) return node.map(withoutRanges) as T;
  if (typeof node !== 'object' || node === null) return node;
  return Object.fromEntries(
    Object.entries(node)
      .filter(([key]) => key !== 'range' && key !== 'form')
      .map(([key, value]) => [key, withoutRanges<unknown>(value)]),
  ) as T;
}

const findings = (rule: MadeRule): readonly ExceptionFinding[] => lintFor(PLACE).lint(rule);

describe('is silent about what the factories build:', () => {
  const accept = (finding: 'path-contains') => ({ accept: [{ finding, reason: 'agreed with security' }] });
  const request = (part: Partial<RequestMatch>) => ({ request: { ...REQUEST, ...part } });

  test.each<[string, Partial<WafExceptionProps>]>([
    ['a path', {}],
    ['a prefix', request({ path: Path.under('/admin/exports/') })],
    ['a text in the path', { ...request({ path: Path.contains('/export') }), ...accept('path-contains') }],
    ['addresses', request({ from: ['198.41.128.0/24', '2606:4700::/48'] })],
    ['a list', request({ from: { listName: 'office' } })],
    ['rules', { skip: Skip.managedRules(ManagedRule.EMPTY_USER_AGENT) }],
    [
      'rulesets',
      { skip: Skip.managedRulesets(ManagedRuleset.OWASP_CORE, ManagedRuleset.CLOUDFLARE_MANAGED) },
    ],
    ['all rules', { skip: Skip.allManagedRules({ alsoSkip: ['http_ratelimit', 'bic', 'waf'] }) }],
  ])('%s', (_title, props) => {
    const { rule } = define(props);
    expect(findings(made(rule.expression, props))).toEqual([]);
  });
});

test.each([
  ...corpus.map(({ expression }) => expression),
  'http.host eq "App.example.com" or ssl',
  'http.host in {"a.example.com" "a.example.com"} and http.request.uri.path eq "/a/../b"',
  'http.host eq "a.example.org" and http.host eq "b.example.org" and lower(http.request.uri.path) matches "a.com"',
  'starts_with(http.request.uri.path, "/a") and ip.src in {10.0.0.0/8 10.1.0.0/16 0.0.0.0/1}',
  'not any(http.request.headers["X-A"][*] eq "b") or all(http.request.headers["x"][*] eq "b")',
  'http.request.uri contains "x" and ip.geoip.asnum ne 5 and cf.threat_score gt 5',
])('finds in a tree what is found in its text: %s', (text) => {
  const rule = made(text);
  const { expression, description, ref, action, action_parameters: parameters } = rule.rule;
  const asText = lint(
    {
      rules: [{ expression, description, ref, action, parameters: { ...parameters }, enabled: true }],
      phase: rule.phase,
      kind: 'zone',
      plan: PLACE.plan,
      zoneName: PLACE.zoneName,
    },
    NOW_MS,
  );
  const told = (all: readonly ExceptionFinding[]) =>
    all.map(({ id, message, help }) => `${id}: ${message} ${help}`).sort();
  expect(told(findings(rule))).toEqual(told(asText.filter(({ id }) => IDS.includes(id))));
});

test('shows where an error is, in the printed expression, and leaves warnings without', () => {
  const rule = made('http.host eq "app.example.com" and http.request.uri.path matches "/export"');
  expect(findings(rule).map(({ id, excerpt }) => [id, excerpt])).toEqual([
    ['missing-method', undefined],
    [
      'unanchored-regex',
      ['....com" and http.request.uri.path matches "/export")', `${' '.repeat(43)}^^^^^^^^^`],
    ],
  ]);
});

test('tells of a rule under a ruleset that does not have it', () => {
  const { rule, phase } = define({ skip: Skip.managedRules(ManagedRule.OWASP_949110) });
  const [id = ''] = Object.values(rule.action_parameters.rules ?? {}).flat();
  const wrong = { ...rule, action_parameters: { rules: { [ManagedRuleset.CLOUDFLARE_MANAGED.id]: [id] } } };
  const expression = parse(rule.expression).expression;
  expect(findings({ rule: wrong, phase, expression }).map((finding) => finding.id)).toEqual([
    'managed-rule-not-in-ruleset',
  ]);
});

test.each([
  ['the zone', { zoneName: 'example.org' }, 'http.host eq "app.example.com"', 'host-not-in-zone'],
  ['the plan', { plan: 'free' }, 'http.host matches "^app$"', 'not-in-plan'],
] as const)('judges by %s', (_title, place, text, id) => {
  const ids = (where: ExceptionPlace) =>
    lintFor(where)
      .lint(made(text))
      .map((finding) => finding.id);
  expect(ids({ ...PLACE, ...place })).toContain(id);
  expect(ids(PLACE)).not.toContain(id);
});

test('leaves accepts of what only a list shows to waf lint', () => {
  const { isLookedFor } = lintFor(PLACE);
  expect(
    ['duplicate-exception', 'shadowed-exception', 'contradiction', 'missing-ref'].map((id) =>
      isLookedFor(id as never),
    ),
  ).toEqual([false, false, true, true]);
});
