import type { FieldName } from '../catalogue/fields';
import {
  extensionOf,
  groupByName,
  readCookies,
  readLanguages,
  readParameters,
  type Pairs,
} from './parameters';
import type { Request } from './request';
import { lowerAscii, type RuntimeValue } from '../evaluate/values';

/** Computes a field; `undefined` if this request does not tell it. */
export type RequestField = (request: Request) => RuntimeValue | undefined;

const FORM = 'application/x-www-form-urlencoded';

/**
 * The fields that follow from the request itself. All others are unknown unless they are given: what Cloudflare alone
 * knows (scores, geography, certificates), what is parsed from a multipart body, and what belongs to the response.
 *
 * Rewrites are not part of a sample request, so the raw and the other fields differ in the normalised path only.
 */
export const REQUEST_FIELDS: Readonly<Partial<Record<FieldName, RequestField>>> = {
  'http.cookie': ({ header }) => header('cookie', '; '),
  'http.host': ({ host }) => host,
  'http.referer': ({ header }) => header('referer'),
  'http.user_agent': ({ header }) => header('user-agent'),
  'http.x_forwarded_for': ({ header }) => header('x-forwarded-for'),
  'http.request.method': ({ method }) => method,
  'http.request.version': ({ version }) => version,
  'http.request.timestamp.sec': ({ time }) => BigInt(Math.floor(time / 1000)),
  'http.request.timestamp.msec': ({ time }) => BigInt(((time % 1000) + 1000) % 1000),
  'http.request.full_uri': (request) => fullUri(request, request.path),
  'http.request.uri': (request) => uri(request, request.path),
  'http.request.uri.path': ({ path }) => path,
  'http.request.uri.path.extension': ({ path }) => extensionOf(path),
  'http.request.uri.query': ({ query }) => query,
  'http.request.uri.args': ({ query }) => groupByName(readParameters(query)),
  'http.request.uri.args.names': ({ query }) => names(readParameters(query)),
  'http.request.uri.args.values': ({ query }) => values(readParameters(query)),
  'raw.http.request.full_uri': (request) => fullUri(request, request.rawPath),
  'raw.http.request.uri': (request) => uri(request, request.rawPath),
  'raw.http.request.uri.path': ({ rawPath }) => rawPath,
  'raw.http.request.uri.path.extension': ({ rawPath }) => extensionOf(rawPath),
  'raw.http.request.uri.query': ({ query }) => query,
  'raw.http.request.uri.args': ({ query }) => groupByName(readParameters(query)),
  'raw.http.request.uri.args.names': ({ query }) => names(readParameters(query)),
  'raw.http.request.uri.args.values': ({ query }) => values(readParameters(query)),
  'http.request.headers': ({ headers }) =>
    groupByName(headers.map(([name, value]) => [lowerAscii(name), value])),
  'http.request.headers.names': ({ headers }) => names(headers),
  'http.request.headers.values': ({ headers }) => values(headers),
  'http.request.headers.truncated': () => false,
  'http.request.cookies': (request) => groupByName(readCookies(request.header('cookie', '; '))),
  'http.request.accepted_languages': ({ header }) => readLanguages(header('accept-language')),
  'http.request.body.raw': ({ body }) => body,
  'http.request.body.size': ({ body }) => (body === undefined ? undefined : BigInt(body.length)),
  'http.request.body.truncated': ({ body }) => (body === undefined ? undefined : false),
  'http.request.body.form': (request) => ofForm(request, groupByName),
  'http.request.body.form.names': (request) => ofForm(request, names),
  'http.request.body.form.values': (request) => ofForm(request, values),
  'ip.src': ({ ip }) => ip,
  ssl: ({ scheme }) => (scheme === undefined ? undefined : scheme === 'https'),
  'cf.edge.server_port': ({ port }) => port,
};

function uri({ query }: Request, path: string): string {
  return query === '' ? path : `${path}?${query}`;
}

function fullUri(request: Request, path: string): string | undefined {
  const { scheme, host } = request;
  return scheme === undefined ? undefined : `${scheme}://${host}${uri(request, path)}`;
}

/** Like the arguments of the URL, the values of a form are not decoded. Another body has no form. */
function ofForm(request: Request, read: (pairs: Pairs) => RuntimeValue): RuntimeValue | undefined {
  if (request.body === undefined) return undefined;
  const [type = ''] = request.header('content-type').split(';');
  return read(lowerAscii(type.trim()) === FORM ? readParameters(request.body) : []);
}

function names(pairs: Pairs): readonly string[] {
  return pairs.map(([name]) => name);
}

function values(pairs: Pairs): readonly string[] {
  return pairs.map(([, value]) => value);
}
