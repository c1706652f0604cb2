import { apiError } from '../http/errors';
import type { Operation, TracedRequest } from '../http/operation';
import { param } from '../http/operation';
import { accountOf } from '../http/scopes';
import { type Json, type JsonObject, isObject, isString, shown } from '../json';

/**
 * `POST /accounts/:accountId/request-tracer/trace`: what the rules do with a request that is not sent.
 *
 * @see https://developers.cloudflare.com/api/resources/request_tracers/subresources/traces/methods/create/
 */
export const traceRequest: Operation = (call) => {
  const account = accountOf(call.state, param(call, 'accountId'));
  const request = requestOf(call.body);
  const host = new URL(request.url).hostname;
  const [zone] = call.state.zones
    .filter(({ accountId }) => accountId === account.id)
    .filter(({ name }) => host === name || host.endsWith(`.${name}`))
    .sort((a, b) => b.name.length - a.name.length);
  if (zone === undefined) throw refused(request.url, 'url', 'no zone of the account has this host');
  const { trace, statusCode } = call.traceRequest(zone, request);
  return { result: { status_code: statusCode, trace: trace as unknown as Json } };
};

const KNOWN = ['method', 'url', 'headers', 'body', 'protocol'];

function requestOf(body: Json | undefined): TracedRequest {
  if (!isObject(body)) throw apiError('bodyShape', ['an object with method and url']);
  const unknown = Object.keys(body).find((key) => !KNOWN.includes(key));
  if (unknown !== undefined) throw refused(unknown, 'field', `the sandbox knows ${KNOWN.join(', ')}`);
  const { method, url, headers = {}, body: content = {} } = body;
  if (!isString(method) || !/^[A-Za-z]+$/.test(method)) throw refused(shown(method), 'method', 'it is none');
  if (!isString(url) || !/^https?:\/\//i.test(url) || !URL.canParse(url)) {
    throw refused(shown(url), 'url', 'it must be a full URL');
  }
  const given = isObject(headers) ? Object.entries(headers) : [];
  const texts = given.flatMap(([name, value]) => (isString(value) ? [[name, value] as const] : []));
  if (!isObject(headers) || texts.length < given.length) {
    throw refused(shown(headers), 'headers', 'it must be an object of texts');
  }
  if (!isObject(content)) throw refused(shown(content), 'body', 'it must be an object');
  return {
    method: method.toUpperCase(),
    url,
    headers: texts,
    body: contentOf(content),
  };
}

/** The body is given in one of three ways. */
function contentOf({ json, plain_text: text, base64 }: JsonObject): Buffer {
  if (json !== undefined) return Buffer.from(JSON.stringify(json));
  if (isString(text)) return Buffer.from(text);
  return isString(base64) ? Buffer.from(base64, 'base64') : Buffer.alloc(0);
}

function refused(value: string, field: string, reason: string) {
  return apiError('traceRequest', [value, field, reason], `/${field}`);
}
