import type { BlockedRequest, MatchedRule } from './blocked-request';
import { keyOf, type Passing, passing, type ScoreFacts } from './passing';

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
}

export function alternatives(
  exception: PlainException,
  callers: Callers | undefined,
  wanted: readonly BlockedRequest[],
  blocked: readonly BlockedRequest[],
  score: ScoreFacts,
): readonly Alternative[] {
  const { host, method, paths, rules } = exception;
  const own = new Set(wanted);
  const others = blocked.filter((one) => !own.has(one));
  const skipped = new Set(rules.map(keyOf));
  const rulesets = new Set(rules.map(({ rulesetId }) => rulesetId));
  const exact = new Set(paths);
  const here = others.filter(
    ({ request }) => request.host === host && request.method === method && exact.has(request.path ?? ''),
  );
  const byRules = (one: BlockedRequest) => passing(one, skipped, score);
  const cost = (
    kind: Alternative['kind'],
    covered: readonly BlockedRequest[],
    effect: (request: BlockedRequest) => Passing,
  ): Alternative => {
    const outcomes = new Map(covered.map((one) => [one, effect(one)]));
    const only = (outcome: Passing) => covered.filter((one) => outcomes.get(one) === outcome);
    const isBlocked = (one: BlockedRequest) => (outcomes.get(one) ?? 'stays blocked') === 'stays blocked';
    return {
      kind,
      letsThrough: only('passes'),
      mayLetThrough: only('may pass'),
      keepsBlocked: covered.length === 0 ? others : others.filter(isBlocked),
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
    cost(
      'path contains',
      others.filter(({ request }) => paths.some((path) => request.path?.includes(path) === true)),
      () => 'passes',
    ),
  ];
}
