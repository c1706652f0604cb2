import type { Range } from '../../rules-language';
import type { Edit } from '../rule';

/** Takes an item out of a set, with the blanks before it. */
export function withoutItem(expression: string, { start, end }: Range): readonly Edit[] {
  const before = expression.slice(0, start).trimEnd().length;
  return [{ range: { start: before, end }, text: '' }];
}
