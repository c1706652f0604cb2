import type { Problem } from '../../cloudflare/rule';
import { type FoundInList, listLint } from '../rule';

/** What a rule is not read without. */
const NEEDED = ['', 'expression'];

export const unreadableRule = listLint(
  'unreadable-rule',
  'error',
  'a rule, or a list of rules, that cannot be read',
  ({ list: { rules, problems = [] } }) => [
    ...problems.map(foundAt),
    ...rules.flatMap(({ problems: ofRule = [] }, rule) =>
      ofRule
        .filter(({ pattern }) => NEEDED.includes(pattern))
        .map((problem) => ({ ...foundAt(problem), rule })),
    ),
  ],
);

function foundAt({ message, help, path }: Problem): FoundInList {
  return { message, help, path };
}
