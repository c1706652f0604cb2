import { escapeControls } from '../../errors';
import { excerpt } from '../questions/excerpt';
import type { LintFinding } from '../lint';
import type { LintedList } from '../lint-document';
import { placeOf, ruleName } from './place';

/** For people: each finding with the part of the expression that it is about. */
export function prettyText(lists: readonly LintedList[]): string {
  const findings = lists.flatMap((list) => list.findings.map((finding) => one(list, finding)));
  return [...findings, `${summary(lists)}\n`].join('\n');
}

function one(list: LintedList, finding: LintFinding): string {
  const { expression } = placeOf(list, finding);
  const where = [...(list.file === undefined ? [] : [list.file]), ruleName(list, finding)].join(': ');
  const lines = [
    `${finding.severity}[${finding.id}]: ${escapeControls(finding.message)}`,
    `  at ${escapeControls(where)}`,
    ...(expression === undefined || finding.range === undefined
      ? []
      : excerpt(expression, finding.range).map((line) => `    ${line}`)),
    `  help: ${escapeControls(finding.help)}`,
  ];
  return `${lines.join('\n')}\n`;
}

function summary(lists: readonly LintedList[]): string {
  const rules = lists.reduce((sum, { list }) => sum + list.rules.length, 0);
  const counts = (['error', 'warning', 'info'] as const).map((severity) => {
    const count = lists.reduce(
      (sum, { findings }) => sum + findings.filter((finding) => finding.severity === severity).length,
      0,
    );
    return `${count} ${severity}${count === 1 || severity === 'info' ? '' : 's'}`;
  });
  return `${rules} ${rules === 1 ? 'rule' : 'rules'}: ${counts.join(', ')}`;
}
