/** Verdicts of that engine that ours does not give, and why. */
export const KNOWN_GAPS: ReadonlyMap<number, string> = new Map([
  [80, 'the default of the open-source engine; in production a missing value differs from nothing'],
  [91, 'the flag `u` cannot be evaluated offline'],
  [247, 'the flag `u` cannot be evaluated offline'],
  [249, 'the flag `u` cannot be evaluated offline'],
]);
