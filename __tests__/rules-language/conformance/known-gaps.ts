/** Expressions that the engine of the vectors takes and we refuse, each with the reason. */
export const REFUSED: ReadonlyMap<number, string> = new Map([
  [117, 'short CIDR: whether Cloudflare takes it is not documented, and the long form is always right'],
  [147, 'order of addresses: the engine has it, the documentation does not'],
  [149, 'order of addresses: the engine has it, the documentation does not'],
]);

/** Verdicts of that engine that ours does not give, and why. */
export const KNOWN_GAPS: ReadonlyMap<number, string> = new Map([
  ...REFUSED,
  [80, 'the default of the open-source engine; in production a missing value differs from nothing'],
  [91, 'the flag `u` cannot be evaluated offline'],
  [247, 'the flag `u` cannot be evaluated offline'],
  [249, 'the flag `u` cannot be evaluated offline'],
]);
