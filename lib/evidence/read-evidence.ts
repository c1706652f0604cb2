import type { AlikeRows } from './alike/alike-layout';
import { AlikeReader } from './alike/alike-reader';
import { harEntries, visitHar } from './client/har';
import { visitCurl } from './client/curl';
import { collector } from './collect';
import type { Evidence, EvidenceVisitor, Place } from './evidence';
import { csvHeader, formatOf } from './format';
import { type EvidenceInput, unreadable } from './input/evidence-input';
import { eachLine, eachLineLeft, eachLineWith } from './input/lines';
import { openInput, type OpenInput, wholeText } from './input/open-input';
import { originRecord } from './origin/origin-entry';
import { originLines, type TakeOriginLine } from './origin/origin-lines';
import { visitCsv } from './records/csv';
import { DEEPEST, takeDocument, takeRecord } from './records/record';

/** What to know of inputs that they do not say themselves, and what to look for. */
export interface ReadOptions {
  /**
   * The fields of CSV without a header, in the order of the Logpush job.
   *
   * @default - lines are an origin's log
   */
  readonly columns?: readonly string[];
  /**
   * What is between the fields of CSV.
   *
   * @default ','
   */
  readonly delimiter?: string;
  /**
   * The format of the origin's access log, as nginx's `log_format` writes it.
   *
   * @default - `combined`, and JSON with the names that nginx has for variables
   */
  readonly logFormat?: string;
  /**
   * Texts, one of which a line must hold to be read at all, such as a ray id. Only logs of one object a line are searched.
   *
   * @default - each line is read
   */
  readonly needles?: readonly string[];
  /**
   * Takes rows of the request log as kinds with a number, and not each by itself. Only logs of one object a line are read so, and
   * not with `needles` or `logFormat`.
   *
   * @default - the visitor takes each row
   */
  readonly alike?: AlikeRows;
}

/**
 * Reads evidence from inputs, whose formats are recognised by their content. Lines that cannot be read are counted, the
 * first of them are shown, and none is an error.
 *
 * @throws InputError `evidence/unreadable` for an input that cannot be opened or of which nothing is known, `evidence/log-format`
 */
export async function readEvidence(
  inputs: readonly EvidenceInput[],
  options: ReadOptions = {},
): Promise<Evidence> {
  const { visitor, evidence } = collector();
  for (const input of inputs) await visitEvidence(input, visitor, options);
  return evidence();
}

/**
 * Reads one input and hands over each piece of evidence as it comes.
 *
 * @throws InputError as {@link readEvidence}
 */
export async function visitEvidence(
  input: EvidenceInput,
  visitor: EvidenceVisitor,
  options: ReadOptions = {},
): Promise<void> {
  const opened = await openInput(input);
  const beginning = opened.beginning.toString();
  if (beginning.trim() === '') return;
  const refusal = refusalOf(parsedObject(beginning));
  if (refusal.length > 0) throw unreadable(opened.name, `Cloudflare answered: ${refusal.join('; ')}`);
  const { columns, delimiter = ',' } = options;
  switch (formatOf(opened.beginning)) {
    case 'curl':
      visitCurl(await wholeText(opened), opened.name, visitor);
      return;
    case 'ndjson':
      await visitJsonLines(opened, visitor, options);
      return;
    case 'json':
      await visitDocument(opened, visitor);
      return;
    case 'csv':
      await visitCsv(opened, csvHeader(beginning) ?? { columns: [], delimiter }, visitor);
      return;
    case 'lines':
      if (columns === undefined || isOriginLog(beginning, options))
        await visitOriginLog(opened, visitor, options);
      else await visitCsv(opened, { columns, delimiter }, visitor);
  }
}

async function visitJsonLines(
  { name: source, bytes }: OpenInput,
  visitor: EvidenceVisitor,
  { needles = [], logFormat, alike }: ReadOptions,
): Promise<void> {
  const inFormat = logFormat === undefined ? undefined : originLines(logFormat);
  const take = (line: Buffer, number: number | undefined): void => {
    const place: Place = number === undefined ? { source } : { source, line: number };
    takeJsonLine(line.toString(), place, visitor, inFormat);
  };
  if (needles.length > 0) {
    await eachLineWith(
      bytes,
      needles.map((needle) => Buffer.from(needle)),
      take,
    );
  } else if (alike === undefined || inFormat !== undefined) await eachLine(bytes, take);
  else {
    const reader = new AlikeReader(source, alike);
    const takeLeft = (line: Buffer, number: number | undefined): void => {
      take(line, number);
      reader.learn(line);
    };
    await eachLineLeft(bytes, (run) => reader.in(run), takeLeft);
    reader.finish();
  }
}

function takeJsonLine(
  line: string,
  place: Place,
  visitor: EvidenceVisitor,
  inFormat: TakeOriginLine | undefined,
): void {
  if (inFormat?.(line, place, visitor) === true) return;
  const record = parsedObject(line) ?? parsedObject(withoutWrapper(line));
  if (record === undefined) {
    visitor.broken(place, 'it is not a JSON object');
    return;
  }
  if (takeRecord(record, place, visitor)) return;
  const entry = originRecord(record, place);
  if (entry === undefined) takeWrapper(record, place, visitor);
  else visitor.originEntry(entry);
}

async function visitDocument(opened: OpenInput, visitor: EvidenceVisitor): Promise<void> {
  const { name: source } = opened;
  const text = await wholeText(opened);
  const document = parsedObject(text);
  if (document !== undefined) takeWrapper(document, { source }, visitor);
  else if (!takeTornBatch(text, source, visitor)) throw unreadable(source, 'its JSON is broken');
}

/** A batch that was cut off has whole records all the same, if each has a line; false if there is none. */
function takeTornBatch(text: string, source: string, visitor: EvidenceVisitor): boolean {
  const lines = text.split(/\r?\n/);
  if (!lines.some((line) => isWholeRecord(line))) return false;
  lines.forEach((line, index) => {
    if (/[^\s[\]{},]/.test(line)) takeJsonLine(line, { source, line: index + 1 }, visitor, undefined);
  });
  return true;
}

function isWholeRecord(line: string): boolean {
  const record = parsedObject(withoutWrapper(line));
  return record !== undefined && takeRecord(record, { source: '' }, collector().visitor);
}

/** A record without what a batch writes around and between records. */
function withoutWrapper(line: string): string {
  const text = line.trim();
  // By hand, and not by a pattern: a line may be long, and all of it blanks.
  let [start, end] = [0, text.length];
  while (start < end && '[,'.includes(text.charAt(start))) start++;
  while (end > start && '],'.includes(text.charAt(end - 1))) end--;
  return text.slice(start, end);
}

/** A document, or a line that wraps records: an answer of GraphQL is either. */
function takeWrapper(document: object, place: Place, visitor: EvidenceVisitor): void {
  const entries = harEntries(document);
  if (entries !== undefined) {
    visitHar(entries, place.source, visitor);
    return;
  }
  if (takeDocument(document, place.source, visitor) > 0) return;
  const errors = graphqlErrors(document);
  for (const error of errors) visitor.broken(place, `Cloudflare answered: ${error}`);
  if (errors.length === 0 && !isEmpty(document)) visitor.broken(place, 'it is not an event or request');
}

/** The errors of an answer that is nothing else: of GraphQL without data, of the API without success. */
function refusalOf(document: object = {}): readonly string[] {
  const { data, success } = document as { readonly data?: unknown; readonly success?: unknown };
  return data === null || success === false ? graphqlErrors(document) : [];
}

/** What Cloudflare answers in place of data, or beside a part of it. */
function graphqlErrors(document: object): readonly string[] {
  const { errors } = document as { readonly errors?: unknown };
  return (Array.isArray(errors) ? (errors as readonly unknown[]) : []).flatMap((error) => {
    const message = (error as { readonly message?: unknown } | null)?.message;
    return typeof message === 'string' ? [message] : [];
  });
}

/** Lists without an element, however they are wrapped: there was nothing, and that is an answer. */
function isEmpty(document: unknown, depth = 0): boolean {
  if (typeof document !== 'object' || document === null || depth > DEEPEST) return false;
  if (Array.isArray(document))
    return (document as readonly unknown[]).every((one) => isEmpty(one, depth + 1));
  const lists = Object.values(document).filter((member) => typeof member === 'object' && member !== null);
  return lists.length > 0 && lists.every((list) => isEmpty(list, depth + 1));
}

/** Beside CSV an origin's log may be given: its first line is distinguished from a row. */
function isOriginLog(beginning: string, { logFormat }: ReadOptions): boolean {
  const [first = ''] = beginning.trimStart().split(/\r?\n/, 1);
  return originLines(logFormat)(first, { source: '' }, collector().visitor);
}

async function visitOriginLog(
  { name: source, bytes }: OpenInput,
  visitor: EvidenceVisitor,
  { logFormat }: ReadOptions,
): Promise<void> {
  const take = originLines(logFormat);
  let taken = 0;
  let broken = 0;
  await eachLine(bytes, (line, number) => {
    const place: Place = number === undefined ? { source } : { source, line: number };
    if (take(line.toString(), place, visitor)) taken++;
    else {
      broken++;
      visitor.broken(place, 'it is not in a known log format');
    }
  });
  if (taken === 0 && broken > 0) {
    throw unreadable(
      source,
      'its format is unknown; CSV needs `--columns`, and other logs need `--log-format`',
    );
  }
}

function parsedObject(text: string): object | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
