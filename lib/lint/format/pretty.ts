import { escapeControls } from '../../errors';
import { type Rule, unreadable } from '../../rulesets';
import { excerpt } from '../questions/excerpt';
import type { LintFinding } from '../lint';
import type { LintedList } from '../lint-document';
import { docsLink } from './docs-link';
import { placeOf, placeText } from './place';

/** For people: each finding with the part of the expression that it is about. */
export function prettyText(lists: readonly LintedList[]): string {
  const findings = lists.flatMap((list) => list.findings.map((finding) => one(list, finding)));
  return [...findings, `${summary(lists)}\n`].join('\n');
}

function one(list: LintedList, finding: LintFinding): string {
  const { expression } = placeOf(list, finding);
  const where = [...(list.file === undefined ? [] : [list.file]), placeText(list, finding)].join(': ');
  const lines = [
    `${finding.severity}[${finding.id}]: ${escapeControls(finding.message)}`,
    `  at ${escapeControls(where)}`,
    ...(expression === undefined || finding.range === undefined
      ? []
      : excerpt(expression, finding.range).map((line) => `    ${line}`)),
    `  help: ${escapeControls(finding.help)}`,
    `  docs: ${docsLink(finding)}`,
  ];
  return `${lines.join('\n')}\n`;
}

function summary(lists: readonly LintedList[]): string {
  const counts = (['error', 'warning', 'info'] as const).map((severity) => {
    const count = sum(lists, ({ findings }) => findings.filter((one) => one.severity === severity).length);
    return `${count} ${severity}${count === 1 || severity === 'info' ? '' : 's'}`;
  });
  const unread = sum(lists, ({ list }) => list.rules.filter(isUnread).length + (list.problems?.length ?? 0));
  const later = sum(lists, ({ list }) => list.rules.filter(({ unknown }) => unknown !== undefined).length);
  return [
    rulesText(lists),
    ...(unread > 0 ? [`${unread} not read`] : []),
    ...(later > 0 ? [`${later} known later only`] : []),
  ]
    .join(', ')
    .concat(`: ${counts.join(', ')}`);
}

/** How many rules there are, of each phase. */
function rulesText(lists: readonly LintedList[]): string {
  const all = sum(lists, ({ list }) => list.rules.length);
  const total = `${all} ${all === 1 ? 'rule' : 'rules'}`;
  const byPhase = new Map<string, number>();
  for (const { file, list } of lists) {
    if (file === undefined || list.rules.length === 0) continue;
    const phase = list.phase ?? 'another phase';
    byPhase.set(phase, (byPhase.get(phase) ?? 0) + list.rules.length);
  }
  if (byPhase.size < 2) return [total, ...byPhase.keys()].join(' in ');
  return `${total} (${[...byPhase].map(([phase, count]) => `${count} in ${phase}`).join(', ')})`;
}

function isUnread(rule: Rule): boolean {
  return unreadable(rule) !== undefined;
}

function sum(lists: readonly LintedList[], count: (list: LintedList) => number): number {
  return lists.reduce((all, list) => all + count(list), 0);
}
