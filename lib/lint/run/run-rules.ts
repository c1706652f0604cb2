import type { FindingId } from '../../exceptions';
import type { ConditionShape } from '../questions/condition-shape';
import type { ConditionLint, Found, LintRule } from '../rule';
import type { RuleSubject } from '../subject';
import { withoutSuperseded } from './superseded';

/** Takes what a lint rule has found. */
export type Report = (lintRule: LintRule, found: Found) => void;

/**
 * Looks at one rule with these lint rules; those about lists are left out.
 *
 * Most lint rules have nothing to say about most conditions, and most conditions have one of a few shapes. So the lint
 * rules of a shape are found once.
 */
export function ruleRunner(lintRules: readonly LintRule[]): (subject: RuleSubject, report: Report) => void {
  const ofRules = lintRules.filter((lintRule) => lintRule.scope === 'rule');
  const ofConditions = lintRules.filter((lintRule) => lintRule.scope === 'condition');
  const byShape = new Map<ConditionShape, readonly ConditionLint[]>();

  const concerned = (shape: ConditionShape): readonly ConditionLint[] => {
    let found = byShape.get(shape);
    if (found === undefined) {
      found = ofConditions.filter((lintRule) => lintRule.concerns(shape));
      byShape.set(shape, found);
    }
    return found;
  };

  return (subject, report) => {
    const all: Reported[] = [];
    const keep = (lintRule: LintRule, found: readonly Found[]): void => {
      // Most find nothing in most rules.
      if (found.length > 0) for (const one of found) all.push({ lintRule, found: one });
    };
    for (const lintRule of ofRules) keep(lintRule, lintRule.check(subject));
    for (const condition of subject.conditions) {
      for (const lintRule of concerned(condition.shape)) {
        keep(lintRule, lintRule.check(condition, subject));
      }
    }
    if (all.length === 0) return;
    for (const { lintRule, found } of withoutSuperseded(all, idOf)) report(lintRule, found);
  };
}

interface Reported {
  readonly lintRule: LintRule;
  readonly found: Found;
}

function idOf({ lintRule }: Reported): FindingId {
  return lintRule.id;
}
