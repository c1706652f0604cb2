import { effectOf } from '../cloudflare';
import type { EvidenceVisitor, Place, Skipped } from './evidence';

/** Requests that one rule or product answered alike, of one host and path. */
export interface EvidenceGroup {
  readonly action: string;
  readonly source: string | undefined;
  readonly ruleId: string | undefined;
  readonly title: string | undefined;
  readonly host: string | undefined;
  readonly path: string | undefined;
  /** How many there were: each counts for as many as it stands for. */
  readonly count: number;
}

/** More than these would no longer fit: what is new after that counts as one group without host and path. */
const MOST = 100_000;

/** Groups by what they have in common. */
type Counted = Map<string, EvidenceGroup & { count: number }>;

/**
 * A visitor that counts the requests that the edge answered by rule, host and path, and keeps none of them. Where both rows
 * of the request log and events have some, the rows count: the events tell of the same requests.
 */
export function grouper(): {
  readonly visitor: EvidenceVisitor;
  /** The largest first. */
  readonly groups: () => readonly EvidenceGroup[];
  readonly skipped: () => Skipped;
} {
  const ofRows: Counted = new Map();
  const ofEvents: Counted = new Map();
  const first: { readonly place: Place; readonly why: string }[] = [];
  let lines = 0;
  const add = (groups: Counted, group: EvidenceGroup): void => {
    if (effectOf(group.action) !== 'answers') return;
    const { action, source, ruleId, host, path } = group;
    const key = [action, source, ruleId, host, path].join('\u0000');
    const known = groups.get(key);
    if (known !== undefined) known.count += group.count;
    else if (groups.size < MOST) groups.set(key, { ...group });
    else if (path !== undefined) add(groups, { ...group, host: undefined, path: undefined });
    else groups.set(key, { ...group });
  };
  const nothing = (): void => undefined;
  return {
    visitor: {
      event: ({
        action,
        source,
        ruleId,
        description: title,
        request: { host, path },
        sampleInterval: count,
      }) => {
        add(ofEvents, { action, source, ruleId, title, host, path, count });
      },
      request: ({ securityAction, securityRuleId, securityRuleDescription, securityMatches, ...row }) => {
        const ending = securityMatches.find(({ action }) => effectOf(action) === 'answers');
        const { host, path } = row.request;
        add(ofRows, {
          action: securityAction ?? ending?.action ?? 'unknown',
          source: ending?.source,
          ruleId: securityRuleId ?? ending?.ruleId,
          title: securityRuleDescription,
          host,
          path,
          count: row.sampleInterval,
        });
      },
      answer: nothing,
      originEntry: nothing,
      originError: nothing,
      broken: (place, why) => {
        lines++;
        if (first.length < 5) first.push({ place, why });
      },
    },
    groups: () => [...(ofRows.size > 0 ? ofRows : ofEvents).values()].sort((a, b) => b.count - a.count),
    skipped: () => ({ lines, first }),
  };
}

/** What a row of the request log that no rule ended holds: found before anything of it is read. */
const PASSED = Buffer.from('"SecurityAction":""');
const BRACE = 0x7d;

/** Whether a line is a row that no rule ended; a line that does not end is not known to be one. */
export function isPassedRow(line: Buffer): boolean {
  return line.at(-1) === BRACE && line.includes(PASSED);
}
