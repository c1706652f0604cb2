import type { SampleRequest } from '../../rules-language';
import type { Rule } from '../../rulesets';
import type { Gain, Gains } from './gains';
import { type Protection, separate } from './protection';

/**
 * What a change does to the requests that are inspected.
 *
 * - `wider`: more requests skip something, or requests skip more; there is a request to show it
 * - `narrower`, `same`: proven
 * - `different`: both wider and narrower
 * - `undecided`: neither could be proven
 */
export type VerdictKind = 'wider' | 'narrower' | 'same' | 'different' | 'undecided';

export interface Verdict {
  readonly kind: VerdictKind;
  /** A request that was inspected and now skips `skips`; with `wider` and `different`. */
  readonly witness: Witness | undefined;
  /** Why it could not be decided; also where `wider` is certain and what else changes is not. */
  readonly undecided: Undecided | undefined;
}

export interface Witness {
  readonly request: SampleRequest;
  /** All that it skips now and did not skip before; `end:<ref>` of a custom rule that stopped it and no longer does. */
  readonly skips: readonly Protection[];
  /** What that rule is called. */
  readonly endedBy?: string;
  /** No rule skips it: what inspected the request is no longer executed for it. */
  readonly isNotExecuted?: true;
  /** Whether it is sure that no custom rule blocks the request anyway. */
  readonly passesCustomRules: boolean;
}

export interface Undecided {
  /** In our own words: texts of others belong to `parts`. */
  readonly reason: string;
  /** Conditions on which it hangs; empty where that is not known. */
  readonly parts: readonly string[];
  /** The expressions that were compared, before and after. */
  readonly before: readonly string[];
  readonly after: readonly string[];
}

export const SAME: Verdict = { kind: 'same', witness: undefined, undecided: undefined };

/** Whether some request loses protection. */
export function isWidening(verdict: Verdict | undefined): boolean {
  return verdict?.kind === 'wider' || verdict?.kind === 'different';
}

/** Not even looked at, or nothing that could be looked at. */
export function undecidedBecause(reason: string, parts: readonly string[] = []): Verdict {
  return { kind: 'undecided', witness: undefined, undecided: { reason, parts, before: [], after: [] } };
}

/** What is compared. */
interface Question {
  /** What requests lose by the plan, and what they lose on the way back. */
  readonly gained: Gains;
  readonly lost: Gains;
  /** What may be taken away by one or the other. */
  readonly touched: readonly Protection[];
  /** Only what these rules do before and after. @default - what all rules of the zone do */
  readonly only?: { readonly before: readonly Rule[]; readonly after: readonly Rule[] };
}

/**
 * Compares which requests lose which protections before and after, always over all rules of the zone: an exception that
 * repeats what a click in the dashboard allows already is `same`.
 */
export function verdictOf({ gained, lost, touched, only }: Question): Verdict {
  const { before, after } = gained;
  const isManagedKnown = before.zone.isManagedKnown && after.zone.isManagedKnown;
  const protections = separate(touched, [...before.deployed, ...after.deployed], isManagedKnown);
  const gains = protections.map((one) => gained.gain(one, only?.after));
  const losses = protections.map((one) => lost.gain(one, only?.before));
  const wider = gains.find((one) => one.kind === 'some');
  const isNarrower = losses.some(({ kind }) => kind === 'some');
  const undecided = [...gains, ...losses].find(isUndecided)?.undecided;
  if (wider !== undefined) {
    const witness = gained.witnessOf(wider.found, protections);
    return { kind: isNarrower ? 'different' : 'wider', witness, undecided };
  }
  if (undecided !== undefined) return { kind: 'undecided', witness: undefined, undecided };
  return { ...SAME, kind: isNarrower ? 'narrower' : 'same' };
}

/** The less favourable of the verdicts; those that pull in both directions together are `different`. */
export function combined(verdicts: readonly Verdict[]): Verdict {
  const kinds = new Set(verdicts.map(({ kind }) => kind));
  const [worst] = verdicts.slice().sort((a, b) => BY_WEIGHT.indexOf(a.kind) - BY_WEIGHT.indexOf(b.kind));
  if (worst === undefined) return SAME;
  const undecided = verdicts.find((verdict) => verdict.undecided !== undefined)?.undecided;
  const isBoth = worst.kind === 'wider' && kinds.has('narrower');
  return { ...worst, undecided, ...(isBoth && { kind: 'different' }) };
}

/** Worst first: what one zone's verdict is, is at least as bad for all zones together. */
const BY_WEIGHT: readonly VerdictKind[] = ['different', 'wider', 'undecided', 'narrower', 'same'];

function isUndecided(gain: Gain): gain is Gain & { readonly kind: 'undecided' } {
  return gain.kind === 'undecided';
}
