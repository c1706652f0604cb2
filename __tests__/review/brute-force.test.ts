import type { SampleRequest } from '../../lib/rules-language';
import { readRule } from '../../lib/rulesets';
import { certainty, trace, type TracedZone } from '../../lib/trace';
import { Random } from '../rules-language/support/random';
import { NOW_MS } from '../support/exceptions';
import { rounds } from '../support/rounds';
import { CUSTOM, MANAGED, type PlanRule, reviewOf } from './support/plan';
import { CLOUDFLARE, OWASP, OWASP_949110 } from './support/rules';

const ROUNDS = rounds(90);
const LIST = { before: ['203.0.113.1'], after: ['203.0.113.1', '203.0.113.2'] };
const HOSTS = ['a.example.com', 'b.example.com'];
const PATHS = ['/', '/x', '/x/y'];
const METHODS = ['GET', 'POST'];
const CALLERS = ['203.0.113.1', '203.0.113.2', '203.0.113.3'];

const REQUESTS: readonly SampleRequest[] = HOSTS.flatMap((host) =>
  PATHS.flatMap((path) =>
    METHODS.flatMap((method) =>
      CALLERS.map((ip) => ({ method, url: `https://${host}${path}`, ip, time: new Date(NOW_MS) })),
    ),
  ),
);

const CONDITIONS = [
  'true',
  'http.host eq "a.example.com"',
  'not http.host eq "a.example.com"',
  'starts_with(http.request.uri.path, "/x")',
  'http.request.uri.path eq "/x" and http.request.method eq "POST"',
  'ip.src in $office',
  'not ip.src in $office',
  'http.host eq "a.example.com" and ip.src in {203.0.113.0/31}',
];

const SKIPPED_BY_CUSTOM = [
  { phases: [MANAGED] },
  { phases: [MANAGED] },
  { ruleset: 'current' },
  { ruleset: 'current', phases: [MANAGED] },
  { products: ['bic'] },
];
const SKIPPED_BY_MANAGED = [
  { ruleset: 'current' },
  { rulesets: [OWASP] },
  { rulesets: [CLOUDFLARE, OWASP] },
  { rules: { [OWASP]: [OWASP_949110] } },
];
const OVERRIDES = [
  undefined,
  undefined,
  { enabled: false },
  { enabled: false, rules: [{ id: OWASP_949110, enabled: true }] },
  { rules: [{ id: OWASP_949110, enabled: false }] },
];

function customRule(random: Random, ref: string): PlanRule {
  const expression = random.pick(CONDITIONS);
  const isOn = random.below(6) > 0;
  if (random.below(4) === 0) return { ref, action: 'block', expression, enabled: isOn };
  return {
    ref,
    action: 'skip',
    expression,
    enabled: isOn,
    action_parameters: random.pick(SKIPPED_BY_CUSTOM),
  };
}

function managedRule(random: Random, ref: string): PlanRule {
  const expression = random.pick(CONDITIONS);
  const enabled = random.below(6) > 0;
  if (random.below(2) === 0) {
    return { ref, action: 'skip', expression, enabled, action_parameters: random.pick(SKIPPED_BY_MANAGED) };
  }
  const overrides = random.pick(OVERRIDES);
  return {
    ref,
    action: 'execute',
    expression: random.below(2) === 0 ? 'true' : expression,
    enabled,
    action_parameters: { id: random.pick([OWASP, CLOUDFLARE]), ...(overrides && { overrides }) },
  };
}

/** The rules after a few changes. */
function changed(
  random: Random,
  rules: readonly PlanRule[],
  make: (ref: string) => PlanRule,
): readonly PlanRule[] {
  const kept = rules.flatMap((rule) => {
    switch (random.below(7)) {
      case 0:
        return [];
      case 1:
        return [{ ...rule, expression: random.pick(CONDITIONS) }];
      case 2:
        return [{ ...rule, enabled: rule.enabled === false }];
      default:
        return [rule];
    }
  });
  const added = random.below(3) === 0 ? [make(`new${random.below(1_000_000)}`)] : [];
  const all = random.below(2) === 0 ? [...added, ...kept] : [...kept, ...added];
  return random.below(4) === 0 ? [...all].reverse() : all;
}

/** What inspects a request: managed rulesets, and one rule of them that exceptions name. */
function inspectedBy(zone: TracedZone, request: SampleRequest): ReadonlySet<string> | undefined {
  const { ends, managed } = trace(zone, request);
  if (certainty(ends) === true) return undefined;
  const found = new Set<string>();
  for (const { rulesetId = '', state, skippedRules } of managed) {
    if (!['inspects', 'partly skipped', 'partly executed'].includes(state)) continue;
    found.add(rulesetId);
    if (rulesetId === OWASP && state === 'inspects' && skippedRules.length === 0) found.add(OWASP_949110);
  }
  return found;
}

test('agrees with a trace of many requests through random zones', () => {
  const random = new Random(7);
  const counts: Record<string, number> = {};
  for (let round = 0; round < ROUNDS; round++) {
    let next = 0;
    const custom = random.list(0, 3, () => customRule(random, `c${next++}`));
    const managed = random.list(0, 4, () => managedRule(random, `m${next++}`));
    const plan = {
      custom: { before: custom, after: changed(random, custom, (ref) => customRule(random, ref)) },
      managed: { before: managed, after: changed(random, managed, (ref) => managedRule(random, ref)) },
    };
    const lists = random.below(2) === 0 ? LIST : { before: LIST.before, after: LIST.before };
    const review = reviewOf({
      entryPoints: [
        { phase: CUSTOM, ...plan.custom },
        { phase: MANAGED, ...plan.managed },
      ],
      lists: [{ name: 'office', ...lists, actions: [lists.before === lists.after ? 'no-op' : 'update'] }],
    });
    const zoneAt = (time: 'before' | 'after'): TracedZone => ({
      custom: plan.custom[time].flatMap((rule) => readRule(rule)),
      managed: plan.managed[time].flatMap((rule) => readRule(rule)),
      isManagedWhole: true,
      lists: { office: lists[time] },
    });
    const [before, after] = [zoneAt('before'), zoneAt('after')];
    const { kind, witness } = review.verdict;
    counts[kind] = (counts[kind] ?? 0) + 1;
    const title = JSON.stringify({ plan, lists, verdict: review.verdict }, undefined, 1);
    const losses = REQUESTS.filter((request) => {
      const was = inspectedBy(before, request);
      const is = inspectedBy(after, request);
      return (
        was !== undefined && is !== undefined && [...was].some((one) => one !== OWASP_949110 && !is.has(one))
      );
    });
    if (kind === 'same' || kind === 'narrower') requireNone(title, losses);
    const lost = (witness?.skips ?? []).filter((one) => one.startsWith('ruleset:') || one === 'managed');
    if (witness !== undefined && lost.length > 0) {
      const shown = { time: new Date(NOW_MS), ip: '192.0.2.1', ...witness.request };
      const was = inspectedBy({ ...before, custom: skipsOf(before) }, shown) ?? new Set();
      const is = inspectedBy({ ...after, custom: skipsOf(after) }, shown) ?? new Set();
      for (const one of lost) {
        const ids =
          one === 'managed' ? [...was].filter((id) => id !== OWASP_949110) : [one.slice('ruleset:'.length)];
        requireNone(title, ids.length === 0 ? ['none'] : ids.filter((id) => !was.has(id) || is.has(id)));
      }
    }
  }
  expect(counts['undecided']).toBeLessThan(ROUNDS * 0.7);
  expect(counts['same']).toBeGreaterThan(ROUNDS * 0.03);
  expect(counts['wider']).toBeGreaterThan(ROUNDS * 0.1);
  expect(counts['narrower']).toBeGreaterThan(ROUNDS * 0.03);
}, 300_000);

function requireNone(title: string, wrong: readonly unknown[]): void {
  if (wrong.length > 0) throw new Error(`${JSON.stringify(wrong[0])} in ${title}`);
}

/** Without rules that end a request: a witness may be one that a custom rule blocks. */
function skipsOf({ custom }: TracedZone): TracedZone['custom'] {
  return custom.filter(({ action }) => action === 'skip');
}
