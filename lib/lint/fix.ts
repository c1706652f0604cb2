import type { LintFinding } from './lint';
import type { Edit } from './rule';

/**
 * The expression of a rule with every fix that its findings are sure of. Fixes that touch each other wait: lint what this
 * returns, and apply it again.
 *
 * @param findings Those of this rule, of this text.
 */
export function applyFixes(expression: string, findings: readonly LintFinding[]): string {
  const edits = findings
    .flatMap(({ fix = [] }) => fix)
    .sort((a, b) => a.range.start - b.range.start || a.range.end - b.range.end);
  let text = '';
  let position = 0;
  for (const { range, text: replacement } of apart(edits)) {
    text += expression.slice(position, range.start) + replacement;
    position = range.end;
  }
  return text + expression.slice(position);
}

/** The first of each group of edits that overlap or touch. */
function apart(edits: readonly Edit[]): readonly Edit[] {
  const kept: Edit[] = [];
  for (const edit of edits) {
    const last = kept.at(-1);
    if (last === undefined || edit.range.start > last.range.end) kept.push(edit);
  }
  return kept;
}
