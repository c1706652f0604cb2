import { PLANS } from '../../cloudflare';
import { InputError, show, suggestion } from '../../errors';
import { ExecutionContext } from '../../rules-language';
import type { RequestInput } from '../options/request-option';
import { readBytes, readFields } from './read-field';

type Lists = NonNullable<RequestInput['lists']>;
type Normalisation = NonNullable<RequestInput['normalisation']>;

const REQUEST_HELP = 'write {"method": "POST", "url": "https://app.example.com/export"}';

const NORMALISATIONS: readonly Normalisation[] = ['rfc3986', 'cloudflare', 'off'];

/** Every part of a request with what reads it from JSON; `undefined` is returned for what it cannot be. */
const PARTS: { readonly [Part in keyof RequestInput]-?: Reader<RequestInput[Part]> } = {
  method: { expected: 'a text', read: text },
  url: { expected: 'a text', read: text },
  headers: { expected: 'an object of texts or of arrays of texts, or an array of pairs', read: readHeaders },
  ip: { expected: 'a text', read: text },
  body: {
    expected: 'a text or an array of bytes',
    read: (value) => (Array.isArray(value) ? readBytes('`body`', value) : text(value)),
  },
  time: { expected: 'a time such as "2026-06-01T12:00:00Z"', read: readTime },
  version: { expected: 'a text', read: text },
  ssl: { expected: 'true or false', read: (value) => (typeof value === 'boolean' ? value : undefined) },
  normalisation: {
    expected: `one of ${NORMALISATIONS.join(', ')}`,
    read: (value) => NORMALISATIONS.find((name) => name === value),
  },
  zonePlan: { expected: `one of ${PLANS.join(', ')}`, read: (value) => PLANS.find((name) => name === value) },
  bodyLimit: { expected: 'a number of bytes', read: wholeNumber },
  headerLimit: { expected: 'a number of headers', read: wholeNumber },
  lists: { expected: 'an object of arrays of texts or numbers', read: readLists },
  fields: { expected: 'an object', read: (value) => (isRecord(value) ? readFields(value) : undefined) },
};

interface Reader<T> {
  readonly expected: string;
  readonly read: (value: unknown) => Exclude<T, undefined> | undefined;
}

/**
 * The context of a request as JSON has it.
 *
 * @throws InputError `case/shape`, or `context/...` if a part has a wrong form
 */
export function readRequestContext(request: unknown): ExecutionContext {
  return ExecutionContext.fromRequest(readJsonRequest(request));
}

/**
 * A request as JSON has it.
 *
 * @throws InputError `case/shape`
 */
export function readJsonRequest(request: unknown): RequestInput {
  if (!isRecord(request))
    throw new InputError('case/shape', {
      message: `\`request\` must be an object, got: ${show(request)}`,
      help: REQUEST_HELP,
    });
  const parts = Object.entries(request).map(([name, value]) => {
    if (!Object.hasOwn(PARTS, name)) {
      throw new InputError('case/shape', {
        message: `\`request\` has no part of this name, got: ${show(name)}; it has ${Object.keys(PARTS).join(', ')}`,
        help: suggestion(name, Object.keys(PARTS)) ?? 'leave it out',
      });
    }
    const { expected, read } = PARTS[name as keyof RequestInput];
    const part = read(value);
    if (part !== undefined) return [name, part] as const;
    throw new InputError('case/shape', {
      message: `\`request.${name}\` must be ${expected}, got: ${show(value)}`,
      help: 'leave out what is not known',
    });
  });
  const input = Object.fromEntries(parts) as Partial<RequestInput>;
  const { method, url } = input;
  if (method === undefined || url === undefined) {
    throw new InputError('case/shape', {
      message: `\`request\` needs \`method\` and \`url\`, got: ${show(request)}`,
      help: REQUEST_HELP,
    });
  }
  return { ...input, method, url };
}

/** Contents of lists; `undefined` if they are something else. */
export function readLists(value: unknown): Lists | undefined {
  if (!isRecord(value)) return undefined;
  const isItem = (item: unknown): boolean => typeof item === 'string' || typeof item === 'number';
  const areLists = Object.values(value).every((items) => Array.isArray(items) && items.every(isItem));
  return areLists ? (value as Lists) : undefined;
}

/** An object of JSON, and no array. */
export function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function text(value: unknown): string | undefined {
  return typeof value === 'string' ? value : undefined;
}

function wholeNumber(value: unknown): number | undefined {
  return Number.isSafeInteger(value) && Number(value) >= 0 ? Number(value) : undefined;
}

function readHeaders(value: unknown): RequestInput['headers'] {
  const isText = (item: unknown): boolean => typeof item === 'string';
  const areHeaders = Array.isArray(value)
    ? value.every((pair) => Array.isArray(pair) && pair.length === 2 && pair.every(isText))
    : isRecord(value) &&
      Object.values(value).every((item) => isText(item) || (Array.isArray(item) && item.every(isText)));
  return areHeaders ? (value as NonNullable<RequestInput['headers']>) : undefined;
}

function readTime(value: unknown): Date | undefined {
  const time = new Date(typeof value === 'string' ? value : Number.NaN);
  return Number.isNaN(time.getTime()) ? undefined : time;
}
