import type { EntryPointChange, Plan } from '../plan/plan';
import type { PlannedRule } from '../plan/planned-rule';
import type { RuleChange } from './rule-changes';

/** The other phase of an exception that is, was or will be in two phases of its zone. */
export interface PhaseMove {
  /** The other phase. */
  readonly phase: string;
  /** `from` there, `to` there, or in both after the plan. */
  readonly kind: 'from' | 'to' | 'both';
  /** Terraform adds it to the one phase before it removes it from the other. */
  readonly isOrdered: boolean;
  /** What it is there before the plan. */
  readonly was: PlannedRule | undefined;
}

/** Where else an exception is that appears in one phase or leaves one; nothing for a rule of a single phase. */
export function phaseMove(
  { kind, ref, isException }: RuleChange,
  own: EntryPointChange,
  { entryPoints, dependencies }: Pick<Plan, 'entryPoints' | 'dependencies'>,
): PhaseMove | undefined {
  if (!isException || (kind !== 'added' && kind !== 'removed')) return undefined;
  for (const other of entryPoints) {
    if (other === own || other.zoneId !== own.zoneId) continue;
    const was = other.before.find((rule) => rule.ref === ref);
    const is = other.after.some((rule) => rule.ref === ref);
    if (!is && (was === undefined || kind === 'removed')) continue;
    const [removing, adding] = kind === 'removed' ? [own, other] : [other, own];
    const isOrdered = dependencies.get(blockOf(removing.address))?.includes(blockOf(adding.address)) === true;
    // A rule that stays there, while this one goes, was in both before.
    return {
      phase: other.phase,
      kind: kind === 'removed' ? 'to' : is ? 'both' : 'from',
      isOrdered: isOrdered || (was !== undefined) === is,
      was,
    };
  }
  return undefined;
}

/** The address of a block, of which a resource is one instance. */
function blockOf(address: string): string {
  return address.replace(/\[[^[\]]*\]$/, '');
}
