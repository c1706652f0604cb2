import { MANAGED_PHASE } from '../cloudflare';
import type { ZoneDeclaration } from '../coexistence';
import { type ExceptionPhase, REF_PREFIX } from '../exceptions';
import { carriedRule } from './carried/carried-rule';
import { carriedText } from './carried/carried-text';
import type { LiveJson, LiveObject } from '../api-client';

/** One rule of the list that a deploy would write. */
export interface PlannedRule {
  readonly ref: string;
  readonly description: string;
  /** Whether this stack declares it; the others are carried along. */
  readonly isOurs: boolean;
  /** What Terraform would send of it. */
  readonly body: LiveObject;
}

/** What becomes of the live rules that this stack does not manage. */
interface OtherRules {
  readonly kept: readonly LiveObject[];
  /** Removed, because the ZoneWaf says so. */
  readonly removed: readonly LiveObject[];
  /** Removed, because an exception takes their place. */
  readonly replaced: readonly LiveObject[];
}

/** The live rules that no declaration of this stack replaces or removes as its own. */
export function otherRules(
  declaration: ZoneDeclaration,
  phase: ExceptionPhase,
  live: readonly LiveObject[],
): OtherRules {
  const others = live.filter((rule) => !isOwn(declaration, rule));
  const stays = (rule: LiveObject): boolean => isKept(rule, phase, declaration);
  const replaced = others.filter((rule) => isReplaced(declaration, rule));
  const left = others.filter((rule) => !replaced.includes(rule));
  return { kept: left.filter(stays), removed: left.filter((rule) => !stays(rule)), replaced };
}

/** Whether an exception of the stack takes the place of the rule. */
function isReplaced({ exceptions }: ZoneDeclaration, rule: LiveObject): boolean {
  const names = exceptions.flatMap(({ replaces = [] }) => replaces.map((one) => one.rule));
  return (
    !refOf(rule).startsWith(REF_PREFIX) && names.some((name) => name === refOf(rule) || name === rule['id'])
  );
}

/** Whether the stack leaves the phase alone: nothing of it is written. */
export function isLeftOut({ phases }: ZoneDeclaration, phase: ExceptionPhase): boolean {
  return phases !== undefined && !phases.includes(phase);
}

/** Whether the stack manages the live rule. */
export function isOwn({ ownPrefixes }: ZoneDeclaration, rule: LiveObject): boolean {
  return ownPrefixes.some((prefix) => refOf(rule).startsWith(prefix));
}

/**
 * The very list that a deploy would write: the exceptions of every namespace by `ref`, then the rules of others in
 * their live order. `entryPointTerraform` says the same to Terraform; a test holds the two together.
 */
export function plannedRules(
  declaration: ZoneDeclaration,
  phase: ExceptionPhase,
  kept: readonly LiveObject[],
): readonly PlannedRule[] {
  const ours = declaration.exceptions
    .filter((exception) => exception.phase === phase)
    .map(({ rule }) => planned(rule as unknown as LiveObject, true));
  const others = kept.map((rule) => planned(rule, false));
  const exceptions = [...others.filter(isException), ...ours];
  const byRef = new Map(exceptions.map((rule) => [rule.ref, rule]));
  return [...[...byRef.values()].sort(inOrderOfRef), ...others.filter((rule) => !isException(rule))];
}

/** Whether writing the list would change nothing: Terraform then writes nothing. */
export function isUnchanged(rules: readonly PlannedRule[], live: readonly LiveObject[]): boolean {
  return (
    rules.length === live.length &&
    rules.every(({ body }, index) => canonical(body) === canonical(carriedRule(live[index] ?? {})))
  );
}

export function refOf({ ref }: LiveObject): string {
  return typeof ref === 'string' ? ref : '';
}

export function descriptionOf({ description }: LiveObject): string {
  return typeof description === 'string' ? description : '';
}

/** The same decision as in the plan: see `docs/coexistence.md`. */
function isKept(rule: LiveObject, phase: ExceptionPhase, declaration: ZoneDeclaration): boolean {
  const isKeeping = declaration.foreignRules === 'keep' || isLeftOut(declaration, phase);
  if (isKeeping || refOf(rule).startsWith(REF_PREFIX)) return true;
  return phase === MANAGED_PHASE && rule['action'] === 'execute';
}

function planned(rule: LiveObject, isOurs: boolean): PlannedRule {
  return {
    ref: carriedText(refOf(rule)),
    description: descriptionOf(rule),
    isOurs,
    body: carriedRule(rule),
  };
}

function isException({ ref }: PlannedRule): boolean {
  return ref.startsWith(REF_PREFIX);
}

/** By bytes, as Terraform's `sort` does. */
function inOrderOfRef(a: PlannedRule, b: PlannedRule): number {
  return Buffer.compare(Buffer.from(a.ref), Buffer.from(b.ref));
}

/** Equal texts for equal values, whatever the order of their keys; bigints stay apart from texts of the same digits. */
export function canonical(value: LiveJson): string {
  return JSON.stringify(value, (_key, item: unknown) => {
    if (typeof item === 'bigint') return `${item}n`;
    if (typeof item !== 'object' || item === null || Array.isArray(item)) return item;
    return Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)));
  });
}
