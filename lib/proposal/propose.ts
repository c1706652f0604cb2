import type { Evidence } from '../evidence';
import { type Alternative, alternatives, type Callers } from './alternatives';
import { attackSigns, endpointOf } from './attack-signs';
import { type BlockedRequest, blockedRequests, isScoreRule, type MatchedRule } from './blocked-request';
import { BlockedIndex } from './blocked-index';
import { chooseRules } from './choose-rules';
import { groupedBy } from './grouped';
import { keyOf, NO_SCORE_FACTS, type ScoreFacts } from './passing';
import { weightOf } from './weight';

export interface ProposeOptions {
  /**
   * The requests that get through, by their ray ids.
   *
   * @default - all that managed rules ended and that do not look like attacks
   */
  readonly rays?: readonly string[];
  /** What is known of the zone's OWASP rules. @default - nothing: then every rule that adds to a score is skipped */
  readonly score?: ScoreFacts;
}

/** An exception for requests of the evidence, as narrow as it can be. */
export interface Proposal {
  readonly host: string;
  readonly method: string;
  readonly paths: readonly string[];
  /** The managed rules that it skips. */
  readonly rules: readonly MatchedRule[];
  /** The requests that it is for. */
  readonly wanted: readonly BlockedRequest[];
  /** The only callers, if they are few and stable: a question to the team, no part of the proposal. */
  readonly callers: Callers | undefined;
  /** From narrow to wide, the proposal among them; each with what it costs in the evidence. */
  readonly alternatives: readonly Alternative[];
  /** The same for some of its paths: an expression takes only so many, and one path may not be writable at all. */
  readonly only: (paths: readonly string[]) => Proposal;
}

/** Blocked requests that no exception is proposed for. */
export interface NotProposed {
  readonly requests: readonly BlockedRequest[];
  readonly reason: 'looks like an attack' | 'not named' | 'incomplete';
  /** Signs of an attack, or what the evidence lacks. */
  readonly details: readonly string[];
}

export interface Proposals {
  readonly proposals: readonly Proposal[];
  readonly notProposed: readonly NotProposed[];
}

/** The narrowest exceptions for the requests that managed rules ended. */
export function propose(evidence: Pick<Evidence, 'events'>, options: ProposeOptions = {}): Proposals {
  const { rays, score = NO_SCORE_FACTS } = options;
  const blocked = blockedRequests(evidence);
  const index = new BlockedIndex(blocked);
  const signs = attackSigns(blocked);
  const named = new Set(rays);
  const isWanted = (one: BlockedRequest) =>
    rays === undefined ? signs.get(one)?.length === 0 : one.ray !== undefined && named.has(one.ray);
  const wanted = blocked.filter((one) => isWanted(one));
  const complete = wanted.filter((one) => lacking(one).length === 0);
  // What another group gets through is no loss of this one: it is wanted.
  const unwanted = groupedBy(
    blocked.filter((one) => !isWanted(one)),
    endpointOf,
  );
  const groups = [...groupedBy(complete, endpointOf)].map(([endpoint, group]) => ({
    group,
    rules: chooseRules(group, unwanted.get(endpoint) ?? [], score),
  }));
  const merged = groupedBy(groups, ({ group: [{ request }], rules }) =>
    JSON.stringify([request.host, request.method, rules.map(keyOf).sort()]),
  );
  const proposals = [...merged.values()].map((parts): Proposal => {
    const [
      {
        group: [first],
        rules,
      },
    ] = parts;
    const { host = '', method = '' } = first.request;
    const all = parts.flatMap(({ group }) => group);
    const only = (paths: readonly string[]): Proposal => {
      const taken = new Set(paths);
      const requests = all.filter(({ request }) => taken.has(request.path ?? ''));
      const exception = { host, method, paths, rules };
      const callers = stableCallers(requests);
      let known: readonly Alternative[] | undefined;
      return {
        ...exception,
        wanted: requests,
        callers,
        // They compare with every blocked request, and they are not needed for a proposal that is split.
        get alternatives() {
          return (known ??= alternatives(exception, callers, requests, index, score));
        },
        only,
      };
    };
    return only([...new Set(all.map(({ request }) => request.path ?? ''))]);
  });
  return {
    proposals: proposals.sort((a, b) => weightOf(b.wanted) - weightOf(a.wanted)),
    notProposed: [
      ...attacks(
        blocked.filter((one) => !isWanted(one)),
        signs,
        rays,
      ),
      ...wanted
        .filter((one) => lacking(one).length > 0)
        .map((one): NotProposed => ({ requests: [one], reason: 'incomplete', details: lacking(one) })),
    ],
  };
}

function attacks(
  requests: readonly BlockedRequest[],
  signs: ReadonlyMap<BlockedRequest, readonly string[]>,
  rays: readonly string[] | undefined,
): readonly NotProposed[] {
  return requests.map((one) => {
    const details = signs.get(one) ?? [];
    return {
      requests: [one],
      reason: details.length === 0 && rays !== undefined ? 'not named' : 'looks like an attack',
      details,
    };
  });
}

/** What an exception says and the event does not. */
function lacking({ request, decider, contributors }: BlockedRequest): readonly string[] {
  const { host, method, path } = request;
  return [
    ...(host === undefined || host === '' ? ['host'] : []),
    ...(method === undefined || method === '' ? ['method'] : []),
    ...(path === undefined || path === '' ? ['path'] : []),
    ...(decider.ruleId === '' ? ['rule'] : []),
    // Logpush names the rule without its ruleset.
    ...(decider.rulesetId === '' ? ['ruleset'] : []),
    // The dashboard's export leaves them out.
    ...(isScoreRule(decider) && contributors.length === 0 ? ['contributors'] : []),
  ];
}

const FEW = 3;
const DAY_MS = 86_400_000;

/** Callers that are few, and each of them seen on two days at least. */
function stableCallers(requests: readonly BlockedRequest[]): Callers | undefined {
  const days = new Map<string, Set<number>>();
  for (const { request, time } of requests) {
    if (request.clientIp === undefined || time === undefined) return undefined;
    const seen = days.get(request.clientIp) ?? new Set();
    days.set(request.clientIp, seen.add(Math.floor(time / DAY_MS)));
  }
  const isStable = [...days.values()].every((seen) => seen.size > 1);
  return isStable && days.size > 0 && days.size <= FEW ? { addresses: [...days.keys()].sort() } : undefined;
}
