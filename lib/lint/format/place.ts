import { locationOf } from '../../rules-language/syntax/location';
import type { LintFinding } from '../lint';
import type { LintedList } from '../lint-document';

/** Where a finding is: which rule of which list, and where in its expression. */
export interface Place {
  readonly ref?: string;
  readonly line?: number;
  readonly column?: number;
  /** The text that the finding's range is of. */
  readonly expression?: string;
}

export function placeOf({ list }: LintedList, { rule, range, expression }: LintFinding): Place {
  const linted = rule === undefined ? undefined : list.rules[rule];
  if (linted === undefined) return {};
  return {
    ...(linted.ref !== undefined && { ref: linted.ref }),
    ...(range !== undefined && locationOf(expression ?? linted.expression, range.start)),
    expression: expression ?? linted.expression,
  };
}

/** {@link ruleName}, and where the file holds what is wrong. */
export function placeText(list: LintedList, finding: LintFinding): string {
  const name = ruleName(list, finding);
  return finding.path === undefined ? name : `${name}, at ${finding.path}`;
}

/** The rule of a finding as a message names it: by number, and by `ref` where it has one. */
function ruleName(list: LintedList, finding: LintFinding): string {
  if (finding.rule === undefined) return list.place;
  const { ref } = placeOf(list, finding);
  const isBare = list.file === undefined;
  return isBare
    ? list.place
    : `${list.place}, rule ${finding.rule + 1}${ref === undefined ? '' : ` (${ref})`}`;
}
