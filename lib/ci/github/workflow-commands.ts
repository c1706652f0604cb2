import { randomUUID } from 'node:crypto';
import { appendFileSync } from 'node:fs';
import { environmentRedactor, escapeControls } from '../../errors';

/**
 * Runs an action whose output cannot command the runner. GitHub's runner obeys any line of a log that begins with `::`,
 * and what Terraform prints holds texts of whoever may write to the zone.
 *
 * @see https://docs.github.com/en/actions/reference/workflow-commands-for-github-actions
 */
export async function withoutCommands(
  environment: NodeJS.ProcessEnv,
  action: (write: (text: string) => void) => Promise<void>,
): Promise<void> {
  const write = (text: string): void => void process.stdout.write(text);
  if (!onGitHub(environment)) {
    await action(write);
    return;
  }
  // Not known before it is over: a line of the output cannot end it.
  const token = randomUUID();
  write(`::stop-commands::${token}\n`);
  try {
    await action(write);
  } finally {
    write(`\n::${token}::\n`);
  }
}

/** An error as the log shows it: as an annotation on GitHub, as plain lines elsewhere. */
export function workflowError(environment: NodeJS.ProcessEnv, text: string): string {
  const lines = text.split('\n').map(escapeControls);
  if (!onGitHub(environment)) return `error: ${lines.join('\n')}\n`;
  return `::error::${lines.join('\n').replaceAll('%', '%25').replaceAll('\n', '%0A')}\n`;
}

/** Hands a value to later steps of the job. Values are of one line and our own. */
export function setOutput(environment: NodeJS.ProcessEnv, name: string, value: string): void {
  append(environment['GITHUB_OUTPUT'], `${name}=${value}\n`);
}

/** Adds Markdown to the page of the run. */
export function addSummary(environment: NodeJS.ProcessEnv, markdown: string): void {
  append(environment['GITHUB_STEP_SUMMARY'], `${environmentRedactor(environment)(markdown)}\n`);
}

function append(file: string | undefined, text: string): void {
  if (file !== undefined && file !== '') appendFileSync(file, text);
}

function onGitHub(environment: NodeJS.ProcessEnv): boolean {
  return environment['GITHUB_ACTIONS'] === 'true';
}
