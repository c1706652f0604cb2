import { type Ternary, unite, Unknown } from '../evaluate/unknown';

/** Kleene's `and`: false if any is false, even beside one that is unknown. */
export function conjunction(verdicts: readonly Ternary[]): Ternary {
  return decide(verdicts, false);
}

/** Kleene's `or`: true if any is true. */
export function disjunction(verdicts: readonly Ternary[]): Ternary {
  return decide(verdicts, true);
}

/** Whether an odd number of them is true; unknown if one is. */
export function parity(verdicts: readonly Ternary[]): Ternary {
  let odd = false;
  let needed: Unknown | undefined;
  for (const verdict of verdicts) {
    if (verdict instanceof Unknown) needed = unite(needed, verdict);
    else if (verdict) odd = !odd;
  }
  return needed ?? odd;
}

export function negation(verdict: Ternary): Ternary {
  return verdict instanceof Unknown ? verdict : !verdict;
}

function decide(verdicts: readonly Ternary[], decisive: boolean): Ternary {
  let needed: Unknown | undefined;
  for (const verdict of verdicts) {
    if (verdict === decisive) return decisive;
    if (verdict instanceof Unknown) needed = unite(needed, verdict);
  }
  return needed ?? !decisive;
}
