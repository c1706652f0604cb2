import { show } from '../../errors';
import { ruleLint } from '../rule';
import { textOf } from '../texts';

const TOKEN = /^[A-Z][A-Z-]*$/;

export const methodCase = ruleLint('method-case', 'a method that no request has', ({ conditions }) =>
  conditions
    .filter(
      ({ field, functions, operator }) =>
        field?.name === 'http.request.method' &&
        functions.length === 0 &&
        (operator === 'eq' || operator === 'ne' || operator === 'in'),
    )
    .flatMap(({ texts }) =>
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
    ),
);
