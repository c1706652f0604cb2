import { effectOf } from '../cloudflare';
import type { AlikeRows, EvidenceVisitor, LoggedRequest, Place, Skipped } from '../evidence';
import type { Answerer } from './diagnosis';
import { type Remedy, remedyOfSource } from './remedies';
import { actionWitness, rowTestimony, terminatingAction } from './row-witnesses';

/** What answered a request. */
interface GroupAnswer {
  readonly answeredBy: Answerer;
  /** The action of the rule or product that ended the request; `undefined` if none did. */
  readonly action: string | undefined;
  /** The source of Security Events, or `cache` and the like. */
  readonly product: string | undefined;
  readonly ruleId: string | undefined;
  readonly title: string | undefined;
  /** What the client was answered; `undefined` where an action says it, and where it is not known. */
  readonly status: number | undefined;
  readonly remedy: Remedy;
}

/** Requests of one host and path that were answered alike. */
export interface AnswerGroup extends GroupAnswer {
  readonly host: string | undefined;
  readonly path: string | undefined;
  /** How many there were: each counts for as many as it stands for. */
  readonly count: number;
}

/** Requests, counted by what answered them. */
export interface Groups {
  /** The largest first. */
  readonly groups: readonly AnswerGroup[];
  /** Rows stand for several requests, so that the numbers are estimates. */
  readonly isSampled: boolean;
  readonly skipped: Skipped;
}

/** More than these would no longer fit: what is new after that counts without host and path. */
const MOST = 100_000;

/** Groups by what they have in common. */
type Counted = Map<string, AnswerGroup & { count: number }>;

/**
 * Counts requests by what answered them, host and path, and keeps none of them. Where both rows of the request log and events have
 * some, the rows count: the events tell of the same requests.
 */
export function grouper(): {
  readonly visitor: EvidenceVisitor;
  /** Takes rows by their kinds, for {@link visitEvidence}. */
  readonly alike: AlikeRows;
  readonly groups: () => Groups;
} {
  const ofRows: Counted = new Map();
  const ofEvents: Counted = new Map();
  const first: { readonly place: Place; readonly why: string }[] = [];
  const answerOfRow = answers();
  let lines = 0;
  let isSampled = false;
  const nothing = (): void => undefined;
  const counterOf: AlikeRows['counterOf'] = (row) => {
    isSampled ||= row.sampleInterval > 1;
    const answer = answerOfRow(row);
    return ({ host, path }) => {
      const group = groupOf(ofRows, answer, host, path);
      return (rows) => {
        group.count += rows * row.sampleInterval;
      };
    };
  };
  return {
    visitor: {
      event: (event) => {
        const { action, source: product, ruleId, description: title, request, sampleInterval } = event;
        if (effectOf(action) !== 'answers') return;
        isSampled ||= sampleInterval > 1;
        const remedy = remedyOfSource(product);
        const answer = {
          answeredBy: 'edge',
          action,
          product,
          ruleId,
          title,
          status: undefined,
          remedy,
        } as const;
        groupOf(ofEvents, answer, request.host, request.path).count += sampleInterval;
      },
      request: (row) => {
        counterOf(row)(row.request)(1);
      },
      answer: nothing,
      originEntry: nothing,
      originError: nothing,
      broken: (place, why) => {
        lines++;
        if (first.length < 5) first.push({ place, why });
      },
    },
    alike: { decisive: DECISIVE, counterOf },
    groups: () => {
      return {
        groups: [...(ofRows.size > 0 ? ofRows : ofEvents).values()].sort((a, b) => b.count - a.count),
        isSampled,
        skipped: { lines, first },
      };
    },
  };
}

function groupOf(
  groups: Counted,
  answer: GroupAnswer,
  host: string | undefined,
  path: string | undefined,
): AnswerGroup & { count: number } {
  const { answeredBy, action, product, ruleId, title, status, remedy } = answer;
  const answered = `${answeredBy}\0${action ?? ''}\0${product ?? ''}\0${ruleId ?? ''}\0${status ?? ''}`;
  const key = `${answered}\0${host ?? ''}\0${path ?? ''}`;
  const known = groups.get(key);
  if (known !== undefined) return known;
  if (groups.size >= MOST && (host !== undefined || path !== undefined)) {
    return groupOf(groups, answer, undefined, undefined);
  }
  // Member by member: a copy of an object makes all groups slow.
  const group = { answeredBy, action, product, ruleId, title, status, remedy, host, path, count: 0 };
  groups.set(key, group);
  return group;
}

/** What rows say of who answered: of many rows, few kinds, and to judge one takes longer than to read it. */
function answers(): (row: LoggedRequest) => GroupAnswer {
  const known = new Map<string, GroupAnswer>();
  return (row) => {
    const action = terminatingAction(row);
    if (action === undefined) return answerOf(row, undefined);
    const { securityRuleId, securityRuleDescription, securityMatches } = row;
    const kind = [action, securityRuleId, securityRuleDescription, row.securityAction, row.hasSecurityAction];
    for (const match of securityMatches) kind.push(match.action, match.ruleId, match.source);
    const key = kind.join('\u0000');
    const answer = known.get(key) ?? answerOf(row, action);
    if (known.size < MOST_ANSWERS) known.set(key, answer);
    return answer;
  };
}

const MOST_ANSWERS = 10_000;

function answerOf(row: LoggedRequest, ending: string | undefined): GroupAnswer {
  const witness =
    ending === undefined ? rowTestimony([row], [], undefined).witnesses[0] : actionWitness(row, ending);
  const action = ending ?? witness?.action;
  const ofRule = action === undefined ? undefined : witness?.rules?.[0];
  const isRefusal = action !== undefined || row.edgeStatus === undefined || row.edgeStatus >= 400;
  const remedy = witness?.side === 'origin' ? 'origin' : (witness?.remedy ?? 'unknown');
  return {
    answeredBy: witness?.side ?? 'unknown',
    action,
    product: witness?.product,
    ruleId: ofRule?.id,
    title: ofRule?.title,
    status: action === undefined ? row.edgeStatus : undefined,
    remedy: isRefusal ? remedy : 'none',
  };
}

/** The origin's answer decides, and only without one the fields that tell of the edge. */
const OF_EDGE = [
  'parentrayid',
  'cachecachestatus',
  'edgepathingop',
  'edgepathingsrc',
  'edgepathingstatus',
  'workerstatus',
  'workersubrequest',
  'workersubrequestcount',
  'workercputime',
].map((name): [string, string] => [name, 'originresponsestatus']);

/** The fields of a row that what answered it is known by. */
const DECISIVE = new Map<string, string | undefined>([
  ['edgeresponsestatus', undefined],
  ['originresponsestatus', undefined],
  ['securityaction', undefined],
  ['securityactions', undefined],
  ['securityruleid', undefined],
  ['securityruleids', undefined],
  ['securityruledescription', undefined],
  ['securitysources', undefined],
  ['sampleinterval', undefined],
  ...OF_EDGE,
]);
