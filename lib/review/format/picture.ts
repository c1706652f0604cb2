import { CUSTOM_PHASE, MANAGED_PHASE } from '../../cloudflare';
import type { EntryPointReview, RuleReview, ZoneReview } from '../review';
import { counted } from '../text';

/** Rules that the picture names; beyond that it would be unreadable. */
const MAX_NAMED = 6;

/**
 * The phases in Cloudflare's order with the place of each skip rule that changes, as Mermaid; nothing without one.
 *
 * @see https://developers.cloudflare.com/ruleset-engine/reference/phases-list/
 * @see https://mermaid.js.org/syntax/flowchart.html
 */
export function pictureOf({ entryPoints }: ZoneReview): string | undefined {
  const custom = phaseOf('c', entryPoints, CUSTOM_PHASE);
  const managed = phaseOf('m', entryPoints, MANAGED_PHASE);
  const count = custom.named.length + managed.named.length;
  if (count === 0 || count > MAX_NAMED) return undefined;
  return [
    'flowchart LR',
    ...subgraph('custom', 'custom rules', custom),
    ...subgraph('managed', 'managed rules', managed),
    '  request(["request"]) --> custom --> ratelimit["rate limiting rules"] --> managed --> origin(["origin"])',
    ...custom.named.flatMap(({ id, next, rule: { skips } }) => [
      ...(next !== undefined && skips.includes('custom') ? [skipping(id, next)] : []),
      ...(skips.includes('phase:http_ratelimit') ? [skipping(id, 'ratelimit')] : []),
      ...(skips.includes('managed') ? [skipping(id, 'managed')] : []),
    ]),
    ...managed.named.flatMap(({ id, next, rule: { skips } }) =>
      next === undefined || skips.length === 0 ? [] : [skipping(id, next)],
    ),
  ].join('\n');
}

interface Phase {
  /** Mermaid's text of each node, in order. */
  readonly nodes: readonly string[];
  readonly named: readonly Named[];
}

interface Named {
  readonly id: string;
  readonly rule: RuleReview;
  /** The node behind it. */
  readonly next: string | undefined;
}

/** The skip rules that change, and how many other rules are between them. */
function phaseOf(prefix: string, entryPoints: readonly EntryPointReview[], phase: string): Phase {
  const entryPoint = entryPoints.find((one) => one.phase === phase);
  const rules = (entryPoint?.changes ?? []).filter(
    ({ to, verdict }) => to !== undefined && verdict !== undefined,
  );
  const nodes: string[] = [];
  const named: Named[] = [];
  const idAt = (index: number) => `${prefix}${index + 1}`;
  let position = 0;
  const pass = (to: number) => {
    if (to > position)
      nodes.push(
        `${idAt(nodes.length)}["${counted(to - position, rules.length === 0 ? 'rule' : 'other rule')}"]`,
      );
    position = to;
  };
  for (const rule of [...rules].sort((a, b) => (a.to ?? 0) - (b.to ?? 0))) {
    pass(rule.to ?? 0);
    const id = idAt(nodes.length);
    nodes.push(`${id}{{"${label(rule.ref)} (${rule.kind})"}}`);
    const isLast = (rule.to ?? 0) + 1 >= (entryPoint?.quota.after ?? 0);
    named.push({ id, rule, next: isLast ? undefined : idAt(nodes.length) });
    position += 1;
  }
  pass(entryPoint?.quota.after ?? 0);
  return { nodes, named };
}

function subgraph(id: string, title: string, { nodes }: Phase): readonly string[] {
  if (nodes.length === 0) return [`  ${id}["${title}"]`];
  return [`  subgraph ${id}["${title}"]`, `    ${nodes.join(' --> ')}`, '  end'];
}

function skipping(from: string, to: string): string {
  return `  ${from} -. "skips" .-> ${to}`;
}

/** Mermaid has a syntax of its own inside quotes: whatever is no plain name becomes a blank. */
function label(ref: string): string {
  const plain = ref
    .replace(/[^\w.-]+/g, ' ')
    .trim()
    .slice(0, 80);
  return plain === '' ? 'a rule' : plain;
}
