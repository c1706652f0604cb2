import type { FieldName } from '../catalogue/fields';
import { PLAN_FACTS } from '../../cloudflare';
import {
  extensionOf,
  groupByName,
  readCookies,
  readLanguages,
  readParameters,
  type Pairs,
} from './parameters';
import type { Request } from './request';
import { shownBody, shownHeaders, truncation } from './shown-parts';
import { Unknown } from '../evaluate/unknown';
import { lowerAscii, type Reading, type RuntimeValue } from '../evaluate/values';

/** Computes a field of this name; `undefined` if what it follows from is not given. */
export type RequestField = (request: Request, name: string) => Reading;

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
  'http.request.timestamp.sec': ({ time }) => Math.floor(time / 1000),
  'http.request.timestamp.msec': ({ time }) => ((time % 1000) + 1000) % 1000,
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
  'http.request.headers': (request, field) =>
    ofHeaders(request, field, (headers) =>
      groupByName(headers.map(([name, value]) => [lowerAscii(name), value])),
    ),
  'http.request.headers.names': (request, field) => ofHeaders(request, field, names),
  'http.request.headers.values': (request, field) => ofHeaders(request, field, values),
  'http.request.headers.truncated': ({ headers, headerLimit }, field) =>
    truncation(field, headers.length, headerLimit),
  'http.request.cookies': (request) => groupByName(readCookies(request.header('cookie', '; '))),
  'http.request.accepted_languages': ({ header }) => readLanguages(header('accept-language')),
  'http.request.body.raw': shownBody,
  // The one field of a body that no limit cuts.
  'http.request.body.size': ({ body }) => body?.length,
  'http.request.body.truncated': ({ body, bodyLimit }, field) =>
    body === undefined ? undefined : truncation(field, body.length, bodyLimit),
  'http.request.body.form': (request, field) => ofForm(request, field, groupByName),
  'http.request.body.form.names': (request, field) => ofForm(request, field, names),
  'http.request.body.form.values': (request, field) => ofForm(request, field, values),
  'ip.src': ({ ip }) => ip,
  ssl: ({ scheme }) => (scheme === undefined ? undefined : scheme === 'https'),
  'cf.edge.server_port': ({ port }) => port,
  'cf.zone.plan': ({ plan }) => (plan === undefined ? undefined : PLAN_FACTS[plan].code),
};

function uri({ query }: Request, path: string): string {
  return query === '' ? path : `${path}?${query}`;
}

function fullUri(request: Request, path: string): string | undefined {
  const { scheme, host } = request;
  return scheme === undefined ? undefined : `${scheme}://${host}${uri(request, path)}`;
}

/**
 * Like the arguments of the URL, the values of a form are not decoded. Another body has no form. Of a body that is cut,
 * the last value is what is left of it.
 */
function ofForm(request: Request, field: string, read: (pairs: Pairs) => RuntimeValue): Reading {
  if (request.body === undefined) return undefined;
  const [type = ''] = request.header('content-type').split(';');
  if (lowerAscii(type.trim()) !== FORM) return read([]);
  const body = shownBody(request, field);
  return typeof body === 'string' ? read(readParameters(body)) : body;
}

function ofHeaders(request: Request, field: string, read: (pairs: Pairs) => RuntimeValue): Reading {
  const headers = shownHeaders(request, field);
  return headers instanceof Unknown ? headers : read(headers);
}

function names(pairs: Pairs): readonly string[] {
  return pairs.map(([name]) => name);
}

function values(pairs: Pairs): readonly string[] {
  return pairs.map(([, value]) => value);
}
