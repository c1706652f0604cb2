import { show } from '../../errors';
import { conditionLint } from '../rule';
import { textOf } from '../texts';

export const hostForm = conditionLint(
  'host-form',
  'a host that no request has',
  ({ field, functions, operator }) =>
    field === 'http.host' &&
    functions.length === 0 &&
    (operator === 'eq' || operator === 'ne' || operator === 'in'),
  ({ texts }) =>
    texts.flatMap((literal) => {
      const text = textOf(literal);
      const problem = problemOf(text);
      if (problem === undefined) return [];
      return [
        {
          message: `\`http.host\` is a bare lower-case name, and ${show(text)} ${problem}`,
          help: 'write the host as browsers send it, such as `app.example.com`',
          range: literal.range,
        },
      ];
    }),
);

function problemOf(text: string): string | undefined {
  // Tests for a missing host.
  if (text === '') return undefined;
  if (text.includes('://')) return 'has a scheme';
  if (text.includes('/')) return 'has a path';
  if (text.includes('*')) return 'has a wildcard, which only the operator `wildcard` knows';
  if (/[A-Z]/.test(text)) return 'has capital letters';
  if (/\.(?::\d+)?$/.test(text)) return 'ends with a dot';
  return /\s/.test(text) ? 'has white space' : undefined;
}
