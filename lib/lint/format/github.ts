import { escapeControls } from '../../errors';
import type { Severity } from '../../exceptions';
import type { LintedList } from '../lint-document';
import { docsLink } from './docs-link';
import { placeText } from './place';

const COMMANDS: Readonly<Record<Severity, string>> = { error: 'error', warning: 'warning', info: 'notice' };

/**
 * Workflow commands of GitHub Actions, which become annotations of the pull request.
 *
 * @see https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
export function githubText(lists: readonly LintedList[]): string {
  return lists
    .flatMap((list) =>
      list.findings.map((finding) => {
        const properties = [
          ...(list.file === undefined ? [] : [`file=${property(list.file)}`]),
          `title=${property(finding.id)}`,
        ];
        const text = `${placeText(list, finding)}: ${finding.message}. Help: ${finding.help} (${docsLink(finding)})`;
        return `::${COMMANDS[finding.severity]} ${properties.join(',')}::${data(text)}\n`;
      }),
    )
    .join('');
}

/** The escapes of the runner; other control characters have no meaning in a log and are shown by their code. */
function data(text: string): string {
  return escapeControls(text.replaceAll('%', '%25').replaceAll('\r', '%0D').replaceAll('\n', '%0A'));
}

function property(text: string): string {
  return data(text).replaceAll(':', '%3A').replaceAll(',', '%2C');
}
