import { show } from '../../errors';
import { conditionLint } from '../rule';
import { textOf } from '../texts';

const TOKEN = /^[A-Z][A-Z-]*$/;

export const methodCase = conditionLint(
  'method-case',
  'a method that no request has',
  ({ field, functions, operator }) =>
    field === 'http.request.method' &&
    functions.length === 0 &&
    (operator === 'eq' || operator === 'ne' || operator === 'in'),
  ({ texts }) =>
    texts
      .filter((literal) => !TOKEN.test(textOf(literal)))
      .map((literal) => ({
        message: `methods are upper case, got: ${show(textOf(literal))}`,
        help: `write \`${
          textOf(literal)
            .trim()
            .toUpperCase()
            .replace(/[^A-Z-]/g, '') || 'POST'
        }\``,
        range: literal.range,
      })),
);
