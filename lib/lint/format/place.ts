import { locationOf } from '../../rules-language';
import type { LintFinding } from '../lint';
import type { LintedList } from '../lint-document';

/** Where a finding is: which rule of which list, and where in its expression. */
export interface Place {
  readonly ref?: string;
  readonly line?: number;
  readonly column?: number;
  readonly expression?: string;
}

export function placeOf({ list }: LintedList, { rule, range }: LintFinding): Place {
  const linted = rule === undefined ? undefined : list.rules[rule];
  if (linted === undefined) return {};
  return {
    ...(linted.ref !== undefined && { ref: linted.ref }),
    ...(range !== undefined && locationOf(linted.expression, range.start)),
    expression: linted.expression,
  };
}

/** The rule of a finding as a message names it: by number, and by `ref` where it has one. */
export function ruleName(list: LintedList, finding: LintFinding): string {
  if (finding.rule === undefined) return list.place;
  const { ref } = placeOf(list, finding);
  const isBare = list.file === undefined;
  return isBare
    ? list.place
    : `${list.place}, rule ${finding.rule + 1}${ref === undefined ? '' : ` (${ref})`}`;
}
