import { safeJson } from '../../errors';
import type { Severity } from '../../exceptions';
import type { LintFinding } from '../lint';
import type { LintedList } from '../lint-document';
import { LINT_RULES } from '../rules';
import { docsLink } from './docs-link';
import { placeOf, placeText } from './place';

const LEVELS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'note' };

/**
 * SARIF 2.1.0, as code scanning reads it.
 *
 * @see https://docs.oasis-open.org/sarif/sarif/v2.1.0/sarif-v2.1.0.html
 */
export function sarifText(lists: readonly LintedList[]): string {
  return `${safeJson({
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'waf lint',
            rules: LINT_RULES.map(({ id, title, severity }) => ({
              id,
              shortDescription: { text: title },
              helpUri: docsLink({ id }),
              defaultConfiguration: { level: LEVELS[severity] },
            })),
          },
        },
        columnKind: 'utf16CodeUnits',
        results: lists.flatMap((list) => list.findings.map((finding) => resultOf(list, finding))),
      },
    ],
  })}\n`;
}

function resultOf(list: LintedList, finding: LintFinding): object {
  const { expression } = placeOf(list, finding);
  const { range } = finding;
  return {
    ruleId: finding.id,
    ruleIndex: LINT_RULES.findIndex(({ id }) => id === finding.id),
    level: LEVELS[finding.severity],
    message: { text: `${finding.message}. Help: ${finding.help}` },
    locations: [
      {
        ...(list.file !== undefined && {
          physicalLocation: { artifactLocation: { uri: uriOf(list.file) }, region: { startLine: 1 } },
        }),
        logicalLocations: [{ fullyQualifiedName: placeText(list, finding) }],
      },
    ],
    ...(expression !== undefined &&
      range !== undefined && { properties: { expression, start: range.start, end: range.end } }),
  };
}

/** A relative reference: the base is where the command ran. */
function uriOf(file: string): string {
  return file
    .split(/[\\/]/)
    .map((segment) => encodeURIComponent(segment.toWellFormed()))
    .join('/');
}
