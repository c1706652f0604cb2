import type { Value } from '../../rules-language';
import { matchesAll } from '../../rules-language/regex/taken-texts';
import { originOf } from './conditions';

/** Values that have so little in common that a pattern for all of them is one for every value. */
const VALUES: readonly (readonly [field: RegExp, values: readonly string[]])[] = [
  [/^http\.host$/, ['a.example.com', 'EXAMPLE.org', 'x-1.y.z.test', '192.0.2.1']],
  [/^http\.request\.method$/, ['GET', 'POST', 'DELETE', 'PROPFIND']],
  [
    /full_uri$/,
    ['https://a.example.com/q', 'http://x-1.y.test/9/Kd.php?v=1&w', 'https://example.org/W%20v/u/'],
  ],
  [/^(?:raw\.)?http\.request\.uri/, ['/q', '/x7/Kd', '/a.b-c_d~e/0/z.Y', '/W%20v%2fu/']],
  [/^/, ['q', 'x7 Kd', 'A.b-c_d~e/0', 'W%20v;u=(t)']],
];

/** Whether a regular expression is met by every value that this one may have. */
export function matchesEveryText(value: Value, pattern: string): boolean {
  const { field, functions } = originOf(value);
  const [, values = []] = VALUES.find(([name]) => name.test(field?.name ?? '')) ?? [];
  const changed = values.map((text) =>
    functions.includes('lower')
      ? text.toLowerCase()
      : functions.includes('upper')
        ? text.toUpperCase()
        : text,
  );
  return matchesAll(pattern, changed);
}
