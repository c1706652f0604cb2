import { existsSync, readFileSync, statSync } from 'node:fs';
import { decodeText, escapeControls, fileReason, InputError, show, readJson } from '../../errors';

/** What no name of a stack looks like. */
const PATH = /[/\\]|\.json$/;

/** Whether a word of the command line means a file, or standard input, and not a stack. */
export function namesFile(word: string): boolean {
  return word === '-' || PATH.test(word) || (existsSync(word) && statSync(word).isFile());
}

/** What a message calls a file of the command line. */
export function fileTitle(word: string): string {
  return word === '-' ? 'standard input' : word;
}

/** How an error calls itself, and what the user should give instead. */
interface Cure {
  readonly code: string;
  readonly help: string;
}

/**
 * JSON of a file, or of standard input for `-`.
 *
 * @param title what messages call it
 * @throws InputError with the code of `cure`
 */
export function readJsonFile(file: string, cure: Cure, title = fileTitle(file)): unknown {
  let text: string;
  try {
    text = decodeText(readFileSync(file === '-' ? 0 : file));
  } catch (error) {
    throw unreadable(title, fileReason(error), cure);
  }
  try {
    return readJson(text);
  } catch (error) {
    throw unreadable(title, jsonReason(text, error), cure);
  }
}

function unreadable(title: string, reason: string, { code, help }: Cure): InputError {
  return new InputError(code, { message: `${show(title)} cannot be read: ${reason}`, help });
}

/** The parser quotes what it met, and that may steer a terminal. */
function jsonReason(text: string, error: unknown): string {
  if (text.trim() === '') return 'it is empty';
  const other = otherFormat(text);
  if (other !== undefined) return other;
  return escapeControls(error instanceof Error ? error.message : String(error));
}

/** What the text is instead of JSON, with the command that gives JSON; `undefined` where that is not clear. */
function otherFormat(text: string): string | undefined {
  if (/^\s*(?:resource|data|module|provider|terraform|variable|locals)\b[^\n=:]*\{/m.test(text)) {
    return 'it is HCL; `terraform show -json` gives JSON of a state, and of a plan file';
  }
  const lines = text.split('\n').filter((line) => line.trim() !== '');
  if (lines.length > 1 && lines.every(isJson)) {
    return 'it is JSON by line (NDJSON); give one of its lines, or `jq -s . <file>`';
  }
  if (/^\s*(?:---|#|\[[\w.-]+\]|"?[\w-]+"?:(?:\s|$)|[\w-]+\s*=)/.test(text)) {
    return 'it is not JSON, but may be YAML or TOML; `yq -o json <file>` gives JSON';
  }
  if (/^\s*(?:Terraform|No changes|[#~+-] )/.test(text)) {
    return 'it is the text of a plan; `terraform show -json <plan file>` gives JSON';
  }
  return undefined;
}

function isJson(line: string): boolean {
  try {
    JSON.parse(line);
    return true;
  } catch {
    return false;
  }
}
