import { defaultSeed } from '../../lib/sandbox/cloudflare-api/seed/default-seed';
import { importRule, type ImportedRule } from '../../lib/import';
import { requestsOf } from '../../lib/import/draft-of';
import { compile, difference, evaluate, ExecutionContext, parse } from '../../lib/rules-language';
import { isManagedByUs, type Rule } from '../../lib/rulesets';
import { nearMisses } from '../../lib/trace';
import corpus from '../lint/corpus.json';
import { NOW_MS } from '../support/exceptions';

const CUSTOM = 'http_request_firewall_custom';
const MANAGED = 'http_request_firewall_managed';

interface Placed {
  readonly phase: string;
  readonly rule: Rule;
  readonly above: readonly Rule[];
}

/** Each rule with those above it. */
function placed(phase: string, rules: readonly Rule[]): readonly Placed[] {
  return rules.map((rule, index) => ({ phase, rule, above: rules.slice(0, index) }));
}

const skip = (expression: string, parameters: Rule['parameters']): Rule => ({
  ref: expression,
  action: 'skip',
  expression,
  parameters,
});

/** Skip rules that people clicked, as public reports show them. */
const REPORTED: readonly Placed[] = [
  ...placed(CUSTOM, [skip('(http.request.uri.path contains "/upload")', { phases: [MANAGED] })]),
  ...placed(CUSTOM, [
    skip('(ip.src in $internal_ips)', { phases: [MANAGED], products: ['waf'] }),
    skip(
      '(http.host eq "xiv.example.com" and http.request.uri.path contains "/plugins" and http.user_agent eq "")',
      {
        ruleset: 'current',
        phases: ['http_ratelimit', MANAGED, 'http_request_sbfm'],
        products: ['zoneLockdown', 'uaBlock', 'bic', 'hot', 'securityLevel', 'rateLimit', 'waf'],
      },
    ),
  ]),
  ...placed(MANAGED, [
    skip('(ip.src in {203.0.113.0/24})', {
      rules: {
        efb7b8c949ac4650a09736fc376e9aee: [
          'ae20608d93b94e97988db1bbc12cf9c8',
          'ce11be543594412bb4bb92516aa0bef8',
        ],
      },
    }),
    skip('(http.host eq "dev.example.com" and http.request.method eq "GET")', { ruleset: 'current' }),
  ]),
];

/** Those of the zones with which a sandbox begins. */
const SANDBOX: readonly Placed[] = defaultSeed().zones.flatMap(({ rulesets = [] }) =>
  rulesets.flatMap(({ phase, rules = [] }) =>
    placed(
      phase,
      rules.map(({ action_parameters, ...rule }) => ({ ...rule, parameters: action_parameters }) as Rule),
    ),
  ),
);

/** Those of the lint rules' corpus. */
const CORPUS: readonly Placed[] = (corpus as readonly (Rule & { readonly phase?: string })[]).flatMap(
  ({ phase = CUSTOM, ...rule }, index) => placed(phase, [{ ref: `corpus-${index}`, ...rule }]),
);

const RULES = [...REPORTED, ...SANDBOX, ...CORPUS].filter(
  ({ rule }) => rule.action === 'skip' && !isManagedByUs(rule),
);

const importOf = ({ phase, rule, above }: Placed): ImportedRule =>
  importRule(rule, { phase, above, zoneName: 'example.com', nowMs: NOW_MS });

const ALL = RULES.map((placed) => ({ ...placed, result: importOf(placed) }));

/** An exception in the place of the rule, or why there is none. */
const outcomeOf = (result: ImportedRule): string => {
  if (!('reason' in result)) return result.relation.kind;
  if (result.reason.startsWith('it skips the rest of its ruleset')) return 'skips current';
  return result.reason.replace(/:.*/, '');
};

test('each skip rule becomes exceptions that are for no other requests, or none', () => {
  const counts = new Map<string, number>();
  for (const { rule: skipRule, result } of ALL) {
    const outcome = outcomeOf(result);
    counts.set(outcome, (counts.get(outcome) ?? 0) + 1);
    if ('reason' in result) continue;
    const rule = parse(skipRule.expression).expression;
    const versions = result.exceptions.flatMap(({ narrower, ...version }) => [
      version,
      ...(narrower === undefined ? [] : [narrower]),
    ]);
    for (const { draft } of versions) {
      const ours = requestsOf(draft);
      expect([skipRule.expression, difference({ anyOf: [ours], noneOf: [rule] }).kind]).toEqual([
        skipRule.expression,
        'none',
      ]);
      // The evaluator, which knows nothing of the proof, agrees on an example and on its neighbours.
      const example = difference({ anyOf: [ours], noneOf: [] });
      if (example.kind !== 'some') continue;
      for (const request of [example.request, ...nearMisses(example.request).map((miss) => miss.request)]) {
        const context = ExecutionContext.fromRequest(request);
        if (evaluate(compile(ours), context).verdict !== true) continue;
        expect([request, evaluate(compile(rule), context).verdict]).toEqual([request, true]);
      }
    }
  }
  expect(Object.fromEntries(counts)).toEqual({
    same: 40,
    narrower: 2,
    open: 35,
    'skips current': 4,
    'no exception says it': 1,
  });
});

test('what is said to be the same is', () => {
  const same = ALL.flatMap(({ rule, result }) =>
    !('reason' in result) && result.relation.kind === 'same' ? [{ skipRule: rule, result }] : [],
  );
  for (const { skipRule, result } of same) {
    const ours = result.exceptions.map(({ draft }) => requestsOf(draft));
    const rule = parse(skipRule.expression).expression;
    expect(difference({ anyOf: [rule], noneOf: ours })).toEqual({ kind: 'none' });
  }
  expect(same.length).toBeGreaterThan(30);
});
