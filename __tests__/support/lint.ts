import type { FindingId } from '../../lib/exceptions';
import { lint, type LintFinding } from '../../lib/lint/lint';
import type { RuleList } from '../../lib/rulesets';
import { NOW_MS } from './exceptions';

/** A finding as tests compare it: `at` is the part of the expression. */
export interface FoundAt {
  readonly message: string;
  readonly help: string;
  readonly at?: string;
  readonly rule?: number;
}

/** What one lint rule finds in a list, or in the bare expression of an exception. */
export function foundBy(id: FindingId, subject: string | RuleList): readonly FoundAt[] {
  const list: RuleList = typeof subject === 'string' ? { rules: [{ expression: subject }] } : subject;
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
