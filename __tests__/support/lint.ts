import type { FindingId } from '../../lib/exceptions';
import { lintDocument } from '../../lib/lint';
import { lint, type LintFinding } from '../../lib/lint/lint';
import type { RuleList } from '../../lib/rulesets';
import { NOW_MS } from './exceptions';

/** A finding as tests compare it: `at` is the part of the expression. */
export interface FoundAt {
  readonly message: string;
  readonly help: string;
  readonly at?: string;
  readonly rule?: number;
  /** Which part of a file. */
  readonly place?: string;
}

/** What one lint rule finds in a list, in the bare expression of an exception, or in a file. */
export function foundBy(id: FindingId, subject: string | RuleList | object): readonly FoundAt[] {
  if (typeof subject === 'string') return foundInList(id, { rules: [{ expression: subject }] });
  return 'rules' in subject ? foundInList(id, subject) : foundInFile(id, subject);
}

function foundInFile(id: FindingId, content: object): readonly FoundAt[] {
  return lintDocument({ file: 'x.json', content }, { nowMs: NOW_MS }).flatMap(({ place, findings }) =>
    findings
      .filter((finding) => finding.id === id)
      .map(({ message, help, rule }) => ({ message, help, place, ...(rule === undefined ? {} : { rule }) })),
  );
}

function foundInList(id: FindingId, list: RuleList): readonly FoundAt[] {
  return lint(list, NOW_MS)
    .filter((finding) => finding.id === id)
    .map((finding) => ({
      message: finding.message,
      help: finding.help,
      ...atOf(finding, list),
      ...(finding.rule === undefined || list.rules.length === 1 ? {} : { rule: finding.rule }),
    }));
}

function atOf({ rule, range }: LintFinding, { rules }: RuleList): Pick<FoundAt, 'at'> {
  const text = rule === undefined ? undefined : rules[rule]?.expression;
  return range === undefined || text === undefined ? {} : { at: text.slice(range.start, range.end) };
}
