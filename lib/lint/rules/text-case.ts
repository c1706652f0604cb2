import { show } from '../../errors';
import { conditionLint } from '../rule';
import { textOf } from '../questions/texts';

/** What is left of letters by each function. */
const LETTERS = {
  lower: { wrong: /[A-Z]/, name: 'capital', write: (text: string) => text.toLowerCase() },
  upper: { wrong: /[a-z]/, name: 'small', write: (text: string) => text.toUpperCase() },
} as const;

export const textCase = conditionLint(
  'text-case',
  'warning',
  'a text in a case that `lower()` or `upper()` never gives',
  ({ functions: [outermost], right }) =>
    (outermost === 'lower' || outermost === 'upper') && (right === 'string' || right === 'set'),
  ({ functions: [outermost], texts }) => {
    if (outermost !== 'lower' && outermost !== 'upper') return [];
    const { wrong, name, write } = LETTERS[outermost];
    return texts
      .filter((literal) => wrong.test(textOf(literal)))
      .map((literal) => ({
        message: `\`${outermost}()\` leaves no ${name} letters: ${show(textOf(literal))} can never match`,
        help: `write ${show(write(textOf(literal)))}`,
        range: literal.range,
      }));
  },
);
