import type { EvidenceVisitor, Place } from '../evidence';
import { statusOf } from '../records/fields';
import { normalTime } from '../spelling/time';
import { clientAnswer, type Headers } from './answer';

/** The entries of a HAR; `undefined` if the document is none. */
export function harEntries(document: unknown): readonly unknown[] | undefined {
  const { log } = document as { readonly log?: unknown };
  const { entries } = (log ?? {}) as { readonly entries?: unknown };
  return Array.isArray(entries) ? (entries as readonly unknown[]) : undefined;
}

/**
 * Reads the entries of a HAR, as browsers export it.
 *
 * @see http://www.softwareishard.com/blog/har-12-spec/
 */
export function visitHar(entries: readonly unknown[], source: string, visitor: EvidenceVisitor): void {
  for (const [index, entry] of entries.entries()) visitEntry(entry, { source, line: index + 1 }, visitor);
}

function visitEntry(entry: unknown, place: Place, visitor: EvidenceVisitor): void {
  const { request, response, startedDateTime } = members(entry);
  const { method, url, headers: sent } = members(request);
  const { status, headers, content } = members(response);
  const answered = statusOf(typeof status === 'number' ? status : undefined);
  if (answered === undefined) {
    visitor.broken(place, 'it is not a HAR entry');
    return;
  }
  if (answered === 0) {
    visitor.broken(place, 'the browser received no answer');
    return;
  }
  visitor.answer(
    clientAnswer(
      place,
      { method: textOf(method), target: textOf(url), headers: headersOf(sent) },
      {
        status: answered,
        headers: headersOf(headers),
        body: bodyOf(content),
        time: normalTime(startedDateTime),
      },
    ),
  );
}

function members(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null ? (value as Readonly<Record<string, unknown>>) : {};
}

function textOf(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function headersOf(list: unknown): Headers {
  return (Array.isArray(list) ? (list as readonly unknown[]) : []).flatMap((header): Headers => {
    const { name, value } = members(header);
    return typeof name === 'string' && typeof value === 'string' ? [[name.toLowerCase(), value]] : [];
  });
}

/** Browsers leave the text out if they no longer have it. */
function bodyOf(content: unknown): string | undefined {
  const { text, encoding } = members(content);
  if (typeof text !== 'string' || text === '') return undefined;
  return encoding === 'base64' ? Buffer.from(text.slice(0, 100_000), 'base64').toString() : text;
}
