import { safeJson } from '../../errors';
import type { LintedList } from '../lint-document';
import { docsLink } from './docs-link';
import { placeOf } from './place';

/** One array of findings, each with its place. */
export function jsonText(lists: readonly LintedList[]): string {
  const findings = lists.flatMap((list) =>
    list.findings.map((finding) => {
      const { ref, line, column } = placeOf(list, finding);
      const { id, severity, message, help, rule, range, path, fix } = finding;
      return {
        id,
        severity,
        message,
        help,
        docs: docsLink(finding),
        file: list.file,
        place: list.place,
        path,
        rule,
        ref,
        line,
        column,
        range,
        fix,
      };
    }),
  );
  return `${safeJson(findings)}\n`;
}
