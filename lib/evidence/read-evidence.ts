import { collector } from './collect';
import type { Evidence, EvidenceVisitor, Place } from './evidence';
import { formatOf } from './format';
import type { EvidenceInput } from './input/evidence-input';
import { unreadable } from './input/evidence-input';
import { eachLine, eachLineWith } from './input/lines';
import { openInput, type OpenInput, wholeText } from './input/open-input';
import { takeDocument, takeRecord } from './records/record';

/** What to know of inputs that they do not say themselves, and what to look for. */
export interface ReadOptions {
  /**
   * Texts, one of which a line must hold to be read at all, such as a ray id. Only logs of one object a line are searched.
   *
   * @default - each line is read
   */
  readonly needles?: readonly string[];
}

/**
 * Reads evidence from inputs, whose formats are recognised by their content. Lines that cannot be read are counted, the
 * first of them are shown, and none is an error.
 *
 * @throws InputError `evidence/unreadable` for an input without anything that is known
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
 * @throws InputError `evidence/unreadable` for an input without anything that is known
 */
export async function visitEvidence(
  input: EvidenceInput,
  visitor: EvidenceVisitor,
  options: ReadOptions = {},
): Promise<void> {
  const opened = await openInput(input);
  if (opened.beginning.toString('latin1').trim() === '') return;
  if (formatOf(opened.beginning) === 'ndjson') await visitLines(opened, visitor, options);
  else await visitDocument(opened, visitor);
}

async function visitLines(
  { name: source, bytes }: OpenInput,
  visitor: EvidenceVisitor,
  { needles = [] }: ReadOptions,
): Promise<void> {
  const take = (line: Buffer, number: number | undefined): void => {
    const place: Place = number === undefined ? { source } : { source, line: number };
    const record = parsedObject(line.toString());
    if (record === undefined) visitor.broken(place, 'it is no JSON object');
    else if (!takeRecord(record, place, visitor)) takeWrapper(record, place, visitor);
  };
  if (needles.length === 0) await eachLine(bytes, take);
  else
    await eachLineWith(
      bytes,
      needles.map((needle) => Buffer.from(needle)),
      take,
    );
}

async function visitDocument(opened: OpenInput, visitor: EvidenceVisitor): Promise<void> {
  const document = parsedObject(await wholeText(opened));
  if (document === undefined) throw unreadable(opened.name, 'its format is not known');
  takeWrapper(document, { source: opened.name }, visitor);
}

/** A document, or a line that wraps records: an answer of GraphQL is either. */
function takeWrapper(document: object, place: Place, visitor: EvidenceVisitor): void {
  if (takeDocument(document, place.source, visitor) > 0) return;
  const errors = graphqlErrors(document);
  for (const error of errors) visitor.broken(place, `Cloudflare answered: ${error}`);
  if (errors.length === 0 && !isEmpty(document)) visitor.broken(place, 'it is no event or request');
}

/** What GraphQL answers in place of data. */
function graphqlErrors(document: object): readonly string[] {
  const { errors } = document as { readonly errors?: unknown };
  return (Array.isArray(errors) ? (errors as readonly unknown[]) : []).flatMap((error) => {
    const message = (error as { readonly message?: unknown } | null)?.message;
    return typeof message === 'string' ? [message] : [];
  });
}

/** Lists without an element, however they are wrapped: there was nothing, and that is an answer. */
function isEmpty(document: unknown): boolean {
  if (Array.isArray(document)) return (document as readonly unknown[]).every(isEmpty);
  if (typeof document !== 'object' || document === null) return false;
  const lists = Object.values(document).filter((member) => typeof member === 'object' && member !== null);
  return lists.length > 0 && lists.every(isEmpty);
}

function parsedObject(text: string): object | undefined {
  try {
    const value = JSON.parse(text) as unknown;
    return typeof value === 'object' && value !== null ? value : undefined;
  } catch {
    return undefined;
  }
}
