import type { BlockedIndex } from './blocked-index';
import type { BlockedRequest, MatchedRule } from './blocked-request';
import { keyOf, type Passing, passing, type ScoreFacts } from './passing';
import { weightOf } from './weight';

/** Client addresses that all wanted requests come from. */
export interface Callers {
  readonly addresses: readonly string[];
}

/** An exception without words: the request it is for, and the rules it skips. */
export interface PlainException {
  readonly host: string;
  readonly method: string;
  readonly paths: readonly string[];
  readonly rules: readonly MatchedRule[];
}

/** One way to let the wanted requests through, and what it costs in the evidence. */
export interface Alternative {
  /**
   * - `callers`: the proposal, for its callers only
   * - `proposed`
   * - `rulesets`: the same request, without the rulesets that the rules are of
   * - `all managed rules`: the same request, without any managed rule
   * - `path contains`: any request with the path in its path, without any managed rule, as the dashboard's quick fix has it
   */
  readonly kind: 'callers' | 'proposed' | 'rulesets' | 'all managed rules' | 'path contains';
  /** Blocked requests besides the wanted ones that it lets through. */
  readonly letsThrough: readonly BlockedRequest[];
  /** Those that it may let through: their score is not known. */
  readonly mayLetThrough: readonly BlockedRequest[];
  /** Those that stay blocked. */
  readonly keepsBlocked: readonly BlockedRequest[];
  /** How many requests each of these stands for, without a list of them: of many exceptions, each has nearly all in its lists. */
  readonly weights: Readonly<Record<'letsThrough' | 'mayLetThrough' | 'keepsBlocked', number>>;
}

export function alternatives(
  exception: PlainException,
  callers: Callers | undefined,
  wanted: readonly BlockedRequest[],
  blocked: BlockedIndex,
  score: ScoreFacts,
): readonly Alternative[] {
  const { host, method, paths, rules } = exception;
  const own = new Set(wanted);
  const isOther = (one: BlockedRequest) => !own.has(one);
  const others = blocked.weight - weightOf(wanted);
  const skipped = new Set(rules.map(keyOf));
  const rulesets = new Set(rules.map(({ rulesetId }) => rulesetId));
  const here = blocked.of(host, method, paths).filter(isOther);
  const byRules = (one: BlockedRequest) => passing(one, skipped, score);
  const cost = (
    kind: Alternative['kind'],
    covered: readonly BlockedRequest[],
    effect: (request: BlockedRequest) => Passing,
  ): Alternative => {
    const outcomes = new Map(covered.map((one) => [one, effect(one)]));
    const only = (outcome: Passing) => covered.filter((one) => outcomes.get(one) === outcome);
    const isBlocked = (one: BlockedRequest) => (outcomes.get(one) ?? 'stays blocked') === 'stays blocked';
    const [letsThrough, mayLetThrough] = [only('passes'), only('may pass')];
    const [through, perhaps] = [weightOf(letsThrough), weightOf(mayLetThrough)];
    return {
      kind,
      letsThrough,
      mayLetThrough,
      get keepsBlocked() {
        return blocked.all.filter((one) => isOther(one) && isBlocked(one));
      },
      weights: { letsThrough: through, mayLetThrough: perhaps, keepsBlocked: others - through - perhaps },
    };
  };
  return [
    ...(callers === undefined
      ? []
      : [
          cost(
            'callers',
            here.filter(({ request }) => callers.addresses.includes(request.clientIp ?? '')),
            byRules,
          ),
        ]),
    cost('proposed', here, byRules),
    cost('rulesets', here, ({ decider: { rulesetId } }) => {
      if (rulesets.has(rulesetId)) return 'passes';
      // Of an event that does not name its ruleset, it may be one of these.
      return rulesetId === '' ? 'may pass' : 'stays blocked';
    }),
    cost('all managed rules', here, () => 'passes'),
    wherever(paths, own, blocked),
  ];
}

/** Any request with one of the paths in its path, the wanted ones among them. */
function wherever(
  paths: readonly string[],
  own: ReadonlySet<BlockedRequest>,
  blocked: BlockedIndex,
): Alternative {
  const [containing, weight] = blocked.containing(paths);
  return {
    kind: 'path contains',
    get letsThrough() {
      return containing.filter((one) => !own.has(one));
    },
    mayLetThrough: [],
    get keepsBlocked() {
      const through = new Set(containing);
      return blocked.all.filter((one) => !own.has(one) && !through.has(one));
    },
    weights: {
      letsThrough: weight - weightOf([...own]),
      mayLetThrough: 0,
      keepsBlocked: blocked.weight - weight,
    },
  };
}
