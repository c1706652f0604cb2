import { existsSync } from 'node:fs';
import { ID_PATTERN } from '../../cloudflare';
import { InputError } from '../../errors';

/** A domain name that is the name of no usual file. */
const NAME =
  /^(?:[a-z0-9](?:[a-z0-9-]*[a-z0-9])?\.)+(?!(?:csv|gz|har|json|log|ndjson|tf|tfstate|txt|xml)$)[a-z][a-z0-9-]*[a-z0-9]$/;

/**
 * Reads what the words of a command name. If it is refused, and one of them is a zone, which such a command takes with
 * `--live`, the help says how to write it.
 */
export async function withLiveAdvice<T>(
  command: string,
  words: readonly string[],
  read: () => Promise<T> | T,
): Promise<T> {
  try {
    return await read();
  } catch (error) {
    const zone = words.find((word) => (NAME.test(word) || ID_PATTERN.test(word)) && !existsSync(word));
    if (!(error instanceof InputError) || zone === undefined) throw error;
    const { code, summary: message, help, excerpt, place } = error;
    throw new InputError(
      code,
      {
        message,
        help: `for the live zone, write \`waf ${command} --live ${zone}\`; otherwise, ${help}`,
        excerpt,
      },
      place,
    );
  }
}
