import { show } from '../../errors';
import { conditionLint } from '../rule';
import { textOf } from '../questions/texts';
import { NORMAL_WITH_QUERY, PATH } from '../questions/uri-conditions';

/** Operators that read a text from its beginning: there the path ends before the `?`. The query is never normalised. */
const FROM_BEGINNING: readonly string[] = ['eq', 'ne', 'in', 'starts_with'];
const UNRESERVED = /[A-Za-z0-9\-._~]/;

export const percentEncodedLiteral = conditionLint(
  'percent-encoded-literal',
  'warning',
  'a percent-encoding that no normalised path holds',
  ({ field, functions, operator }) =>
    functions.length === 0 &&
    (field === PATH || (NORMAL_WITH_QUERY.includes(field) && FROM_BEGINNING.includes(operator))),
  ({ field, texts }) =>
    texts.flatMap((literal) => {
      const text = textOf(literal);
      const [path = ''] = field?.name === PATH ? [text] : text.split('?', 1);
      const normalPath = path.replace(/%([0-9A-Fa-f]{2})/g, (escape, hex: string) => {
        const character = String.fromCharCode(Number.parseInt(hex, 16));
        return UNRESERVED.test(character) ? character : escape.toUpperCase();
      });
      if (normalPath === path) return [];
      const normal = normalPath + text.slice(path.length);
      return [
        {
          message: `${show(text)} can never match: Cloudflare writes it as ${show(normal)}`,
          help: `write ${show(normal)}, or compare the raw path`,
          range: literal.range,
        },
      ];
    }),
);
