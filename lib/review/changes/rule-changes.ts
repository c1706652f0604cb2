import { jsonText } from '../../errors';
import { isManagedByUs, namespaceOf } from '../../rulesets';
import type { PlannedRule } from '../plan/planned-rule';

/** What happens to one rule, matched by its `ref`: one rule more at the top changes no other. */
export interface RuleChange {
  readonly kind: 'added' | 'removed' | 'changed' | 'moved';
  readonly ref: string;
  /** Of an exception in code: whose it is. */
  readonly namespace: string | undefined;
  /** It has a `ref` of this library; all others are foreign rules. */
  readonly isException: boolean;
  readonly before: PlannedRule | undefined;
  readonly after: PlannedRule | undefined;
  /** Position, from 0. */
  readonly from: number | undefined;
  readonly to: number | undefined;
}

/** The changes of an entry point, and the rules that stay. */
export interface RuleChanges {
  readonly changes: readonly RuleChange[];
  readonly untouched: { readonly exceptions: number; readonly foreign: number };
}

export function ruleChanges(before: readonly PlannedRule[], after: readonly PlannedRule[]): RuleChanges {
  const old = keyed(before);
  const next = keyed(after);
  const moved = movedKeys(
    [...old.keys()],
    [...next.keys()],
    (key) => !isManagedByUs(next.get(key)?.rule.rule ?? { expression: '' }),
  );
  const changes: RuleChange[] = [];
  const untouched = { exceptions: 0, foreign: 0 };
  for (const [key, { rule: now, position: to }] of next) {
    const was = old.get(key);
    if (was === undefined) changes.push(change('added', undefined, now, undefined, to));
    else if (jsonText(was.rule.content) !== jsonText(now.content)) {
      changes.push(change('changed', was.rule, now, was.position, to));
    } else if (moved.has(key)) changes.push(change('moved', was.rule, now, was.position, to));
    else untouched[isManagedByUs(now.rule) ? 'exceptions' : 'foreign'] += 1;
  }
  for (const [key, { rule, position }] of old) {
    if (!next.has(key)) changes.push(change('removed', rule, undefined, position, undefined));
  }
  return { changes, untouched };
}

function change(
  kind: RuleChange['kind'],
  before: PlannedRule | undefined,
  after: PlannedRule | undefined,
  from: number | undefined,
  to: number | undefined,
): RuleChange {
  const { ref, rule } = after ?? before ?? { ref: '', rule: { expression: '' } };
  return {
    kind,
    ref,
    namespace: namespaceOf(rule),
    isException: isManagedByUs(rule),
    before,
    after,
    from,
    to,
  };
}

interface Placed {
  readonly rule: PlannedRule;
  readonly position: number;
}

/** Refs are unique within a ruleset; should one come twice, the second is a rule of its own. */
function keyed(rules: readonly PlannedRule[]): ReadonlyMap<string, Placed> {
  const map = new Map<string, Placed>();
  for (const [position, rule] of rules.entries()) {
    let key = rule.ref;
    while (map.has(key)) key += '\0';
    map.set(key, { rule, position });
  }
  return map;
}

/**
 * The keys that must move to come from one order to the other: all but a heaviest run that keeps its order, so that one
 * rule moved to the top is one move, not a move of all others. An exception moves rather than a foreign rule: that is what
 * our plans do.
 */
function movedKeys(
  before: readonly string[],
  after: readonly string[],
  isForeign: (key: string) => boolean,
): ReadonlySet<string> {
  const positions = new Map(before.map((key, position) => [key, position]));
  const common = after.filter((key) => positions.has(key));
  const heaviest = new HeaviestRuns(before.length);
  const previous = new Map<string, string | undefined>();
  let best: Run = { weight: 0, key: undefined };
  for (const key of common) {
    const position = positions.get(key) ?? 0;
    const run = heaviest.upTo(position);
    previous.set(key, run.key);
    const longer = { weight: run.weight + (isForeign(key) ? common.length + 1 : 1), key };
    heaviest.add(position, longer);
    if (longer.weight > best.weight) best = longer;
  }
  const staying = new Set<string>();
  for (let at = best.key; at !== undefined; at = previous.get(at)) staying.add(at);
  return new Set(common.filter((key) => !staying.has(key)));
}

interface Run {
  readonly weight: number;
  /** Its last member. */
  readonly key: string | undefined;
}

/** The heaviest run that ends before a position: a Fenwick tree, so that a thousand rules take no time. */
class HeaviestRuns {
  private readonly tree: Run[];

  constructor(private readonly length: number) {
    this.tree = new Array<Run>(length + 1).fill({ weight: 0, key: undefined });
  }

  add(position: number, run: Run): void {
    for (let at = position + 1; at <= this.length; at += at & -at) {
      if (run.weight > (this.tree[at]?.weight ?? 0)) this.tree[at] = run;
    }
  }

  upTo(position: number): Run {
    let best: Run = { weight: 0, key: undefined };
    for (let at = position; at > 0; at -= at & -at) {
      const run = this.tree[at];
      if (run !== undefined && run.weight > best.weight) best = run;
    }
    return best;
  }
}
