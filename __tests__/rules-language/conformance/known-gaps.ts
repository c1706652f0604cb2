/** Verdicts of that engine that ours does not give, and why. */
export const KNOWN_GAPS: ReadonlyMap<number, string> = new Map([
  [80, 'the default of the open-source engine; in production a missing value differs from nothing'],
]);
