/**
 * Least points that a rule of the Core Rule Set adds to the score, by the family of its number. Within a family Core Rule
 * Set 3.3 has rules of several severities: the least of them counts.
 *
 * @see https://github.com/coreruleset/coreruleset
 */
const LEAST: readonly (readonly [from: number, to: number, points: number])[] = [
  [930_000, 934_999, 5],
  [941_000, 941_999, 5],
  [942_000, 942_999, 3],
  [943_000, 944_999, 5],
  [911_000, 921_999, 2],
];

/** The number of the Core Rule Set that begins the title of a rule: `941130: XSS Filter - Category 3`. */
export function coreRuleNumber(title: string | undefined): number | undefined {
  const [, number] = /^\s*(9\d{5})\b/.exec(title ?? '') ?? [];
  return number === undefined ? undefined : Number(number);
}

/** Least sum of what the rules with these titles add; `undefined` if none of them is known. */
export function leastScore(titles: readonly (string | undefined)[]): number | undefined {
  const points = titles.flatMap((title) => {
    const number = coreRuleNumber(title) ?? 0;
    const family = LEAST.find(([from, to]) => number >= from && number <= to);
    return family === undefined ? [] : [family[2]];
  });
  return points.length === 0 ? undefined : points.reduce((sum, one) => sum + one, 0);
}
