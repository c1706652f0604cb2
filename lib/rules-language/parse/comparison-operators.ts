import type { ComparisonOperator } from '../syntax/ast';
import { COMPARISONS, type OperatorFacts } from '../catalogue/operators';
import type { Source } from './source';

interface Spelling {
  readonly text: string;
  readonly operator: ComparisonOperator;
}

/** Every comparison operator with what is known of it. */
export const OPERATORS = Object.entries(COMPARISONS) as readonly (readonly [
  ComparisonOperator,
  OperatorFacts,
])[];

/** Every way to write them, the longest first: `<=` before `<`. */
const SPELLINGS: readonly Spelling[] = OPERATORS.flatMap(([operator, { alias }]) => [
  { text: operator, operator },
  ...(alias === undefined ? [] : [{ text: alias, operator }]),
]).sort((a, b) => b.text.length - a.text.length);

/** The same by the code of their first character. */
const BY_FIRST: readonly (readonly Spelling[])[] = Array.from({ length: 128 }, (_, code) =>
  SPELLINGS.filter(({ text }) => text.charCodeAt(0) === code),
);

/** Reads a comparison operator, if one comes next. */
export function takeComparison(source: Source): ComparisonOperator | undefined {
  for (const { text, operator } of BY_FIRST[source.peek()] ?? []) {
    if (!source.text.startsWith(text, source.at)) continue;
    // `&&` joins conditions.
    if (text === '&' && source.text.startsWith('&&', source.at)) return undefined;
    source.at += text.length;
    return operator;
  }
  return undefined;
}
