import type { ExceptionPhase, SkipRule } from '../exceptions';
import type { Replacement } from './replaced-rules';
import { type ZoneReference, zoneTitle } from './zone-address';

/** One entry point as a stack takes part in it. */
export interface EntryPointSpec {
  readonly zone: ZoneReference;
  readonly phase: ExceptionPhase;
  /** Starts of the refs of rules that this stack manages: its namespace and its retired ones. */
  readonly ownPrefixes: readonly string[];
  readonly rules: readonly SkipRule[];
  /** Refs of exceptions whose author stands by it that the zone has nothing for them to skip. */
  readonly mayBeIdle: readonly string[];
  /** Rules of others that exceptions of the stack take the place of, in either phase. */
  readonly replacements: readonly Replacement[];
  /** What happens to rules that no code declares. */
  readonly foreignRules: 'keep' | 'remove';
  /** Id of the entry point, for zones whose ruleset list does not show it on its first page. */
  readonly knownId: string | undefined;
  /** The other phase, if the stack shares that one too. */
  readonly otherPhase: ExceptionPhase | undefined;
}

/** The entry point as messages name it. */
export function entryPointTitle({ zone, phase }: Pick<EntryPointSpec, 'zone' | 'phase'>): string {
  return `the ${phase} rules of zone ${zoneTitle(zone)}`;
}
