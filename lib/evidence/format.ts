/** What an input is. */
export type Format =
  /** One object of JSON a line. */
  | 'ndjson'
  /** One document of JSON. */
  | 'json'
  | 'unknown';

/** The format of an input, by how it begins. */
export function formatOf(beginning: Buffer): Format {
  const text = beginning.toString();
  const start = text.trimStart();
  if (!/^[{[]/.test(start)) return 'unknown';
  const lines = start.split(/\r?\n/).filter((line) => line.trim() !== '');
  const [first = ''] = lines;
  // A line that is cut by the end of what was read tells nothing.
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
