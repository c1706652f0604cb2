import { InputError, show } from '../../errors';

/** Reads the variables of a line; `undefined` if the line has another form. */
type LineReader = (line: string) => ReadonlyMap<string, string> | undefined;

interface Piece {
  readonly variable: string;
  /** What follows the variable, up to the next one. */
  readonly after: string;
}

/** nginx's own format `combined`, which gunicorn's default is too. */
export const COMBINED =
  '$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent "$http_referer" "$http_user_agent"';

/**
 * A reader of lines in a format as nginx's `log_format` writes it: the string, or the whole directive.
 *
 * @throws InputError `evidence/log-format`
 */
export function logFormat(text: string): LineReader {
  const format = withoutDirective(text);
  const parts = format.split(/\$(?:\{(\w+)\}|(\w+))/);
  const before = parts[0] ?? '';
  const pieces: Piece[] = [];
  for (let at = 1; at < parts.length; at += 3) {
    pieces.push({ variable: parts[at] ?? parts[at + 1] ?? '', after: parts[at + 2] ?? '' });
  }
  if (pieces.length === 0) throw wrong(text, 'it names no variable');
  const touching = pieces.slice(0, -1).find(({ after }) => after === '');
  if (touching !== undefined)
    throw wrong(text, `nothing separates $${touching.variable} from the next variable`);
  if (!pieces.some(({ variable }) => variable === 'status')) throw wrong(text, 'it has no $status');
  return (line) => readLine(line, before, pieces);
}

function wrong(text: string, why: string): InputError {
  return new InputError('evidence/log-format', {
    message: `\`--log-format\` cannot be used: ${why}, got: ${show(text)}`,
    help: 'write it as nginx does: --log-format \'$remote_addr [$time_local] "$request" $status $http_cf_ray\'',
  });
}

/** `log_format main '...' '...';` has its format in quotes; a format alone has none around it. */
function withoutDirective(text: string): string {
  const [, list] = /^\s*log_format\s+\w+\s+(?:escape=\w+\s+)?([^]*?);?\s*$/.exec(text) ?? [];
  const written = list ?? text.trim();
  const quoted = [...written.matchAll(/'((?:[^'\\]|\\.)*)'/g)].map(([, part = '']) =>
    part.replace(/\\'/g, "'"),
  );
  return list !== undefined || /^'[^]*'$/.test(written) ? quoted.join('') : written;
}

/** By search and not by a pattern: the work is linear, whatever a line holds. */
function readLine(
  line: string,
  before: string,
  pieces: readonly Piece[],
): ReadonlyMap<string, string> | undefined {
  if (!line.startsWith(before)) return undefined;
  const values = new Map<string, string>();
  let at = before.length;
  for (const [index, { variable, after }] of pieces.entries()) {
    const isLast = index === pieces.length - 1;
    const end = isLast && after === '' ? line.length : endOf(line, at, variable, after);
    if (end < 0) return undefined;
    values.set(variable, decode(line.slice(at, end)));
    at = end + after.length;
  }
  return values;
}

/** Where a value ends: not at a quote that is escaped, nor between several upstreams (`502, 200` and `502 : 200`). */
function endOf(line: string, start: number, variable: string, after: string): number {
  let end = line.indexOf(after, start);
  const isList = variable.startsWith('upstream_');
  while (end >= 0 && ((after.startsWith('"') && isEscaped(line, end)) || (isList && isBetween(line, end)))) {
    end = line.indexOf(after, end + 1);
  }
  return end;
}

function isEscaped(line: string, at: number): boolean {
  let start = at;
  while (line.charAt(start - 1) === '\\') start--;
  return (at - start) % 2 === 1;
}

function isBetween(line: string, at: number): boolean {
  return line.charAt(at) === ' ' && (/[,:]/.test(line.charAt(at - 1)) || line.startsWith(' : ', at));
}

/** nginx writes quotes, backslashes and control characters as `\x22`, or as JSON does. */
function decode(value: string): string {
  if (!value.includes('\\')) return value;
  const bytes = value.replace(/\\x([0-9A-Fa-f]{2})|\\(["\\/])/g, (_, hex?: string, mark?: string) =>
    hex === undefined ? (mark ?? '') : String.fromCharCode(parseInt(hex, 16)),
  );
  // Bytes of UTF-8 are escaped one by one.
  return /\\x[89A-Fa-f][0-9A-Fa-f]/.test(value) && !/[^\x00-\xff]/.test(bytes)
    ? Buffer.from(bytes, 'latin1').toString()
    : bytes;
}
