import { isCurlOutput } from './client/curl';
import { plainKey } from './spelling/key';

/** What an input is. */
export type Format =
  /** One object of JSON a line. */
  | 'ndjson'
  /** One document of JSON. */
  | 'json'
  /** Output of `curl -i` or `curl -v`. */
  | 'curl'
  /** Rows of Logpush's CSV, with a header that someone added. */
  | 'csv'
  /** Lines of any other form: an origin's log, or CSV. */
  | 'lines';

/** The format of an input, by how it begins. */
export function formatOf(beginning: Buffer): Format {
  const text = beginning.toString();
  if (isCurlOutput(text)) return 'curl';
  const start = text.trimStart();
  // A log of gunicorn's errors begins with a bracket too.
  if (/^(?:\{|\[\s*(?:[{[\]"]|$))/.test(start)) return jsonFormat(start);
  if (csvHeader(text) !== undefined) return 'csv';
  return isMostlyObjects(start) ? 'ndjson' : 'lines';
}

/** A log of objects whose first line is broken. */
function isMostlyObjects(text: string): boolean {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const opened = lines.filter((line) => line.startsWith('{'));
  return opened.length * 2 > lines.length && opened.some(isObject);
}

function jsonFormat(text: string): Format {
  const lines = text.split(/\r?\n/).filter((line) => line.trim() !== '');
  const [first = ''] = lines;
  // A line that is cut by the end of what was read says nothing.
  if (lines.length === 1) return isObject(first) || isCutRecord(first) ? 'ndjson' : 'json';
  if (isObject(first)) return 'ndjson';
  // The first line of a log may be broken; of a document no line at the margin is a whole object.
  return first.startsWith('{') && lines.slice(1).some((line) => line.startsWith('{') && isObject(line))
    ? 'ndjson'
    : 'json';
}

/** A line longer than all that was read: a document in one line is as likely, and is read the same way. */
function isCutRecord(line: string): boolean {
  return line.startsWith('{') && line.length >= 60_000 && !/^\{\s*"(?:data|log|events|records)"/.test(line);
}

function isObject(line: string): boolean {
  try {
    const value = JSON.parse(line) as unknown;
    return (
      typeof value === 'object' && value !== null && !Array.isArray(value) && Object.keys(value).length > 0
    );
  } catch {
    return false;
  }
}

/** The columns that the first line of a CSV names, if it does; Logpush itself writes no header. */
export function csvHeader(
  text: string,
): { readonly columns: readonly string[]; readonly delimiter: string } | undefined {
  const [line = ''] = text.trimStart().split(/\r?\n/, 1);
  const [delimiter] = /[,;|\t]/.exec(line) ?? [];
  if (delimiter === undefined) return undefined;
  const columns = line.split(delimiter).map((column) => column.trim().replace(/^"(.*)"$/, '$1'));
  const isHeader =
    columns.every((column) => /^[A-Za-z]\w*$/.test(column)) &&
    columns.some((column) => ['rayid', 'rayname'].includes(plainKey(column)));
  return isHeader ? { columns, delimiter } : undefined;
}
