import { show } from '../../errors';
import type { Condition } from '../questions/conditions';
import { conditionLint } from '../rule';
import { textOf } from '../questions/texts';

/** With these the text is a whole host; with the others a part of one. */
const WHOLE: readonly Condition['operator'][] = ['eq', 'ne', 'in'];
const PART: readonly Condition['operator'][] = ['contains', 'starts_with', 'ends_with'];

export const hostForm = conditionLint(
  'host-form',
  'warning',
  'a host that no request has',
  ({ field, functions, operator }) =>
    field === 'http.host' &&
    // Of texts in the wrong case for the function, `text-case` tells.
    functions.every((name) => name === 'lower') &&
    (WHOLE.includes(operator) || PART.includes(operator)),
  ({ texts, operator, functions }) => {
    const all = texts.map(textOf);
    return texts.flatMap((literal) => {
      const text = textOf(literal);
      const problem = problemOf(text, all, operator, functions);
      if (problem === undefined) return [];
      const bare = bareHost(text);
      return [
        {
          message: `\`http.host\` is a bare lower-case name, and ${show(text)} ${problem}`,
          help:
            bare !== undefined && WHOLE.includes(operator)
              ? `write ${show(bare)}`
              : 'write the host as browsers send it, such as `app.example.com`',
          range: literal.range,
        },
      ];
    });
  },
);

function problemOf(
  text: string,
  all: readonly string[],
  operator: Condition['operator'],
  functions: readonly string[],
): string | undefined {
  // Tests for a missing host.
  if (text === '') return undefined;
  if (text.includes('://')) return 'has a scheme';
  if (text.includes('/')) return 'has a path';
  if (text.includes('*')) return 'has a wildcard, which only the operator `wildcard` knows';
  if (functions.length === 0 && /[A-Z]/.test(text)) return 'has capital letters';
  if (/\s/.test(text)) return 'has white space';
  if (/[^\x00-\x7f]/.test(text)) return 'has letters that browsers send as `xn--...`';
  if (operator !== 'contains' && operator !== 'starts_with' && /\.(?::\d+)?$/.test(text))
    return 'ends with a dot';
  if (operator !== 'contains' && operator !== 'ends_with' && text.startsWith('.')) return 'begins with a dot';
  // Beside the bare host it is a second form of it, which some clients send.
  const bare = text.replace(/:(?:80|443)$/, '');
  return WHOLE.includes(operator) && bare !== text && !all.includes(bare)
    ? 'has a default port, which browsers leave out'
    : undefined;
}

/** The host that is most likely meant. */
function bareHost(text: string): string | undefined {
  const bare = text
    .trim()
    .toLowerCase()
    .replace(/^[a-z]+:\/\//, '')
    .replace(/\/.*$/s, '')
    .replace(/:(?:80|443)$/, '')
    .replace(/^\.+|\.+$/g, '');
  return /^[a-z0-9._-]+(?::\d+)?$/.test(bare) ? bare : undefined;
}
