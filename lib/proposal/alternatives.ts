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
  const isExact = ({ request }: BlockedRequest) =>
    request.host === host && request.method === method && exact.has(request.path ?? '');
  const byRules = (one: BlockedRequest) => passing(one, skipped, score);
  const cost = (
    kind: Alternative['kind'],
    covers: (request: BlockedRequest) => boolean,
    effect: (request: BlockedRequest) => Passing,
  ): Alternative => {
    const outcomes = others.map((one) => ({ one, outcome: covers(one) ? effect(one) : 'stays blocked' }));
    const only = (wantedOutcome: Passing) =>
      outcomes.filter(({ outcome }) => outcome === wantedOutcome).map(({ one }) => one);
    return {
      kind,
      letsThrough: only('passes'),
      mayLetThrough: only('may pass'),
      keepsBlocked: only('stays blocked'),
    };
  };
  return [
    ...(callers === undefined
      ? []
      : [
          cost(
            'callers',
            (one) => isExact(one) && callers.addresses.includes(one.request.clientIp ?? ''),
            byRules,
          ),
        ]),
    cost('proposed', isExact, byRules),
    cost('rulesets', isExact, ({ decider: { rulesetId } }) => {
      if (rulesets.has(rulesetId)) return 'passes';
      // Of an event that does not name its ruleset, it may be one of these.
      return rulesetId === '' ? 'may pass' : 'stays blocked';
    }),
    cost('all managed rules', isExact, () => 'passes'),
    cost(
      'path contains',
      ({ request }) => paths.some((path) => request.path?.includes(path) === true),
      () => 'passes',
    ),
  ];
}
