import type { DocumentSubject } from '../document';
import { byPlace, findingOf, type LintFinding } from '../lint';
import type { LintedList } from '../lint-document';
import { LINT_RULES } from '../rules';

const DOCUMENT_RULES = LINT_RULES.filter((lintRule) => lintRule.scope === 'document');

/**
 * Adds what is found in a file as a whole to what was found in its lists. What is about none of them gets a list of its
 * own, without rules.
 */
export function withDocumentFindings(
  linted: readonly LintedList[],
  file: string,
  subject: DocumentSubject,
): readonly LintedList[] {
  const elsewhere = new Map<string, LintFinding[]>();
  const inLists = new Map<number, LintFinding[]>();
  for (const lintRule of DOCUMENT_RULES) {
    for (const { where, ...found } of lintRule.check(subject)) {
      const index = typeof where === 'number' ? where : linted.findIndex(({ place }) => place === where);
      const finding = findingOf(lintRule, found);
      if (index >= 0) push(inLists, index, finding);
      else push(elsewhere, String(where), finding);
    }
  }
  return [
    ...linted.map((list, index) => {
      const more = inLists.get(index);
      return more === undefined ? list : { ...list, findings: [...list.findings, ...more].sort(byPlace) };
    }),
    ...[...elsewhere].map(([place, findings]) => ({ file, place, list: { rules: [] }, findings })),
  ];
}

function push<K>(map: Map<K, LintFinding[]>, key: K, finding: LintFinding): void {
  const findings = map.get(key);
  if (findings === undefined) map.set(key, [finding]);
  else findings.push(finding);
}
