import { escapeControls, InputError } from '../../errors';

/** The summary of an error as Markdown: as code it cannot mention people or link, and nothing in it ends the code. */
export function reasonAsCode(error: unknown): string {
  const text = error instanceof InputError ? error.summary : 'a bug in the workflow itself';
  return `\`${escapeControls(text).replaceAll('`', "'")}\``;
}
