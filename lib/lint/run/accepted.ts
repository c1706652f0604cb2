import { unusedAccept } from '../../exceptions/finding';
import type { RuleList } from '../../rulesets';
import type { LintFinding } from '../lint';
import type { LintRule } from '../rule';

/**
 * The findings without those that the author of a rule stands by, and with what is reported for an `accept` without a finding:
 * a construct has judged what its rule shows alone, so here only what a list shows.
 */
export function withoutAccepted(
  list: RuleList,
  findings: readonly LintFinding[],
  listRules: readonly LintRule[],
): readonly LintFinding[] {
  if (list.rules.every(({ accepted }) => accepted === undefined)) return findings;
  const remaining = findings.filter(
    ({ id, rule }) => rule === undefined || list.rules[rule]?.accepted?.includes(id) !== true,
  );
  const unused = list.rules.flatMap(({ accepted = [] }, rule) =>
    listRules
      .filter(
        ({ id }) =>
          accepted.includes(id) && !findings.some((finding) => finding.rule === rule && finding.id === id),
      )
      .map(({ id }) => ({ ...unusedAccept(id), rule })),
  );
  return [...remaining, ...unused];
}
