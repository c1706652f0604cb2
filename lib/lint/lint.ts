import type { FindingId, Severity } from '../exceptions';
import type { Range } from '../rules-language';
import type { RuleList } from '../rulesets';
import type { FoundInList } from './rule';
import { LINT_RULES } from './rules';
import { listSubject } from './subject';

/** Something about a rule, or a list of rules, that its author should know. */
export interface LintFinding {
  readonly id: FindingId;
  readonly severity: Severity;
  readonly message: string;
  readonly help: string;
  /** Position in the list; absent if it is about the list as a whole. */
  readonly rule?: number;
  /** The part of the rule's expression, in UTF-16 offsets; absent if it is about the whole rule. */
  readonly range?: Range;
}

/**
 * Everything that the lint rules find in a list, by rule and then by place. The time is linear in the number of rules.
 *
 * @param nowMs Milliseconds since 1970 from which the end of a rule is judged; by default the present.
 */
export function lint(list: RuleList, nowMs: number = Date.now()): readonly LintFinding[] {
  const subject = listSubject(list, nowMs);
  const findings: LintFinding[] = [];
  for (const { id, severity, ...lintRule } of LINT_RULES) {
    const add = ({ message, help, rule, range }: FoundInList): void => {
      findings.push({
        id,
        severity,
        message,
        help,
        ...(rule === undefined ? {} : { rule }),
        ...(range === undefined ? {} : { range }),
      });
    };
    if (lintRule.scope === 'list') lintRule.check(subject).forEach(add);
    else {
      for (const [rule, one] of subject.rules.entries()) {
        for (const found of lintRule.check(one)) add({ ...found, rule });
      }
    }
  }
  return findings.sort(byPlace);
}

function byPlace(a: LintFinding, b: LintFinding): number {
  return (a.rule ?? -1) - (b.rule ?? -1) || (a.range?.start ?? -1) - (b.range?.start ?? -1);
}
