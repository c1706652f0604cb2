/**
 * How many random cases a test makes: as many as find each kind of mistake that it is there for. `TEST_ROUNDS=20` makes 20
 * times as many, by hand.
 */
export function rounds(count: number): number {
  return count * Number(process.env['TEST_ROUNDS'] ?? '1');
}
