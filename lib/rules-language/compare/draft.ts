import { addressText } from '../addresses/addresses';
import type { Index } from '../syntax/ast';
import { decodeText } from '../text/bytes';
import { type FieldInput, readFieldInput } from '../context/field-input';
import { fieldSlot } from '../context/field-slots';
import { impossibility } from '../context/possible-value';
import type { SampleRequest } from '../context/sample-request';
import type { Subject } from './subject';
import { type Integer, isInteger } from '../evaluate/integers';
import { lowerAscii, type RuntimeValue } from '../evaluate/values';

/** A request while it is put together, as binary strings. */
export interface Draft {
  readonly method: string;
  readonly scheme: string;
  readonly host: string;
  /** As the client sends it. */
  readonly path: string;
  readonly query: string;
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly address: string;
  readonly seconds?: Integer;
  readonly milliseconds?: Integer;
  readonly version?: string;
  readonly fields: Readonly<Record<string, FieldInput>>;
  readonly lists: Readonly<Record<string, readonly (string | number)[]>>;
}

export const USUAL: Draft = {
  method: 'GET',
  scheme: 'https',
  host: 'example.com',
  path: '/',
  query: '',
  headers: [],
  address: '198.51.100.7',
  fields: {},
  lists: {},
};

/** One change of a draft; `undefined` if no request can be like that. */
export type Change = (draft: Draft) => Draft | undefined;

const same: Change = (draft) => draft;

type Setter = (draft: Draft, value: string) => Draft | undefined;

const TEXTS: ReadonlyMap<string, Setter> = new Map<string, Setter>([
  ['http.request.method', (draft, method) => ({ ...draft, method })],
  ['http.host', (draft, host) => ({ ...draft, host })],
  ['http.request.uri.path', withPath],
  ['raw.http.request.uri.path', withPath],
  ['http.request.uri.query', (draft, query) => ({ ...draft, query })],
  ['raw.http.request.uri.query', (draft, query) => ({ ...draft, query })],
  ['http.request.uri', withUri],
  ['raw.http.request.uri', withUri],
  ['http.request.full_uri', withFullUri],
  ['raw.http.request.full_uri', withFullUri],
  ['http.request.uri.path.extension', (draft, text) => withPath(draft, `${draft.path}x.${text}`)],
  ['http.request.version', (draft, version) => ({ ...draft, version })],
  ['http.user_agent', (draft, value) => withHeader(draft, 'user-agent', value)],
  ['http.referer', (draft, value) => withHeader(draft, 'referer', value)],
  ['http.x_forwarded_for', (draft, value) => withHeader(draft, 'x-forwarded-for', value)],
  ['http.cookie', (draft, value) => withHeader(draft, 'cookie', value)],
]);

/** Maps and arrays of the request itself: how a value under a key gets there. */
const COLLECTIONS: ReadonlyMap<string, (draft: Draft, key: string, value: string) => Draft> = new Map([
  ['http.request.headers', withHeader],
  ['http.request.headers.values', (draft, _, value) => withHeader(draft, 'x', value)],
  ['http.request.headers.names', (draft, _, name) => withHeader(draft, name, 'x')],
  ['http.request.uri.args', withArgument],
  ['raw.http.request.uri.args', withArgument],
  ['http.request.uri.args.values', (draft, _, value) => withArgument(draft, 'x', value)],
  ['http.request.uri.args.names', (draft, _, name) => withArgument(draft, name, '')],
  ['http.request.cookies', withCookie],
  ['http.request.accepted_languages', (draft, _, value) => withHeader(draft, 'accept-language', value)],
]);

/** Whether a field is a map or an array that a request can be given elements for. */
export function isCollection(name: string): boolean {
  return COLLECTIONS.has(name);
}

/** What gives a subject this value; several for the elements of one array. */
export function changeFor(
  { field, type }: Pick<Subject, 'field' | 'type'>,
  values: readonly (RuntimeValue | undefined)[],
): Change {
  const [value] = values;
  const key = field.path.find((index) => typeof index === 'object')?.key ?? 'x';
  const collect = COLLECTIONS.get(field.name);
  if (collect !== undefined) {
    const times = Math.max(1, ...field.path.map((index) => (typeof index === 'number' ? index + 1 : 1)));
    const texts = values.filter((text) => text !== undefined) as readonly string[];
    const all = texts.flatMap((text) => new Array<string>(times).fill(text));
    return (draft) => all.reduce((changed, text) => collect(changed, key, text), draft);
  }
  if (value === undefined) return field.path.length === 0 ? () => undefined : same;
  switch (field.name) {
    case 'ip.src':
      return (draft) => ({ ...draft, address: addressText(value as string) });
    case 'ssl':
      return (draft) => ({ ...draft, scheme: value === true ? 'https' : 'http' });
    case 'http.request.timestamp.sec':
      return (draft) => ({ ...draft, seconds: value as Integer });
    case 'http.request.timestamp.msec':
      return (draft) => ({ ...draft, milliseconds: value as Integer });
    default:
  }
  const setter = TEXTS.get(field.name);
  if (setter !== undefined && field.path.length === 0) return (draft) => setter(draft, value as string);
  const inputs = values.flatMap((one) => (one === undefined ? [] : [inputOf(one, type)]));
  const input = nested(field.path, inputs);
  return (draft) =>
    input === undefined || Object.hasOwn(draft.fields, field.name)
      ? undefined
      : { ...draft, fields: { ...draft.fields, [field.name]: input } };
}

/** The array or map that has the values where the path leads. */
function nested(path: readonly Index[], inputs: readonly FieldInput[]): FieldInput | undefined {
  const [index, ...rest] = path;
  if (index === undefined) return inputs[0];
  if (index === '*' && rest.length === 0) return inputs;
  const inner = nested(rest, inputs);
  if (inner === undefined || index === '*') return undefined;
  return typeof index === 'number'
    ? new Array<FieldInput>(index + 1).fill(inner)
    : { [decodeText(index.key) ?? index.key]: inner };
}

/** The request in the form that `ExecutionContext.fromRequest` takes; `undefined` if it cannot be written. */
export function toRequest(draft: Draft): SampleRequest | undefined {
  const target = draft.path + (draft.query === '' ? '' : `?${draft.query}`);
  const authority = lowerAscii(draft.host);
  const isName = /^[a-z0-9._-]+(?::[1-9]\d{3,4})?$/.test(authority);
  const url = decodeText(`${draft.scheme}://${isName ? authority : USUAL.host}${target}`);
  // A URL has its host in lower case; the header can have any.
  const isInUrl = isName && authority === draft.host;
  const pairs = [...(isInUrl ? [] : [['host', draft.host] as const]), ...draft.headers];
  const headers = pairs.map(([name, value]) => [decodeText(name), decodeText(value)] as const);
  const method = decodeText(draft.method);
  const version = draft.version === undefined ? undefined : decodeText(draft.version);
  if (url === undefined || method === undefined || /[#\s]/.test(url) || !draft.path.startsWith('/')) {
    return undefined;
  }
  if (headers.some(([name, value]) => name === undefined || value === undefined)) return undefined;
  const { seconds, milliseconds } = draft;
  const time =
    seconds === undefined && milliseconds === undefined
      ? undefined
      : new Date(Number(seconds ?? 0) * 1000 + Number(milliseconds ?? 0));
  if (time !== undefined && Number.isNaN(time.getTime())) return undefined;
  if (!Object.entries(draft.fields).every(([name, input]) => isPossible(name, input))) return undefined;
  return {
    method,
    url,
    ...(headers.length === 0 ? {} : { headers: grouped(headers as readonly (readonly [string, string])[]) }),
    ip: draft.address,
    ...(time === undefined ? {} : { time }),
    ...(version === undefined ? {} : { version }),
    ...(Object.keys(draft.fields).length === 0 ? {} : { fields: draft.fields }),
    ...(Object.keys(draft.lists).length === 0 ? {} : { lists: draft.lists }),
  };
}

/** Whether some request may have this value of a field. */
function isPossible(name: string, input: FieldInput): boolean {
  const slot = fieldSlot(name);
  return slot === undefined || impossibility(name, readFieldInput(name, slot.type, input)) === undefined;
}

function grouped(
  headers: readonly (readonly [string, string])[],
): Readonly<Record<string, string | readonly string[]>> {
  const groups = new Map<string, readonly string[]>();
  for (const [name, value] of headers) groups.set(name, [...(groups.get(name) ?? []), value]);
  return Object.fromEntries(
    [...groups].map(([name, values]) => [name, values.length === 1 ? (values[0] ?? '') : values]),
  );
}

function withPath(draft: Draft, path: string): Draft | undefined {
  return path.startsWith('/') && !path.includes('?') ? { ...draft, path } : undefined;
}

function withUri(draft: Draft, uri: string): Draft | undefined {
  const mark = uri.indexOf('?');
  return mark < 0
    ? withPath({ ...draft, query: '' }, uri)
    : withPath({ ...draft, query: uri.slice(mark + 1) }, uri.slice(0, mark));
}

function withFullUri(draft: Draft, uri: string): Draft | undefined {
  const match = /^(https?):\/\/([^/?#]+)([^#]*)$/.exec(uri);
  if (match === null) return undefined;
  const [, scheme = '', host = '', rest = ''] = match;
  return withUri({ ...draft, scheme, host }, rest === '' ? '/' : rest);
}

function withHeader(draft: Draft, name: string, value: string): Draft {
  return { ...draft, headers: [...draft.headers, [name, value]] };
}

function withArgument(draft: Draft, name: string, value: string): Draft {
  const pair = value === '' ? name : `${name}=${value}`;
  return { ...draft, query: draft.query === '' ? pair : `${draft.query}&${pair}` };
}

function withCookie(draft: Draft, name: string, value: string): Draft {
  const pair = `${name}=${value}`;
  const others = draft.headers.filter(([other]) => other !== 'cookie');
  const [, cookie] = draft.headers.find(([other]) => other === 'cookie') ?? [];
  return { ...draft, headers: [...others, ['cookie', cookie === undefined ? pair : `${cookie}; ${pair}`]] };
}

/** A value as `fields` of a request takes it. */
function inputOf(value: RuntimeValue, type: Subject['type']): FieldInput {
  if (isInteger(value)) return value;
  if (typeof value !== 'string') return value === true;
  if (type === 'Ip') return addressText(value);
  return decodeText(value) ?? Buffer.from(value, 'latin1');
}
