import { InputError, show, suggestion } from '../../errors';
import { parseAddress } from '../addresses/addresses';
import { type ZonePlan, PLANS } from '../../cloudflare';
import { bodyLimitOf, headerLimitOf, type Limit } from '../catalogue/request-limits';
import type { Address } from '../syntax/ast';
import { encodeGiven, requireText } from './context-text';
import { mergeSlashes, normalisePath } from './normalise-path';
import { type Pairs } from './parameters';
import { readTarget } from './request-target';
import type { SampleHeaders, SampleRequest } from './sample-request';
import type { Integer } from '../evaluate/integers';
import { lowerAscii } from '../evaluate/values';

/** A sample request read once: what the fields are computed from, as binary strings. */
export interface Request {
  readonly method: string;
  readonly scheme: 'http' | 'https' | undefined;
  readonly host: string;
  readonly port: Integer | undefined;
  readonly rawPath: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Pairs;
  /** All values of a header, joined; empty if it is absent. */
  readonly header: (name: string, separator?: string) => string;
  readonly ip: Address | undefined;
  /** As it was sent; {@link bodyLimit} says how much of it the rules see. */
  readonly body: string | undefined;
  readonly plan: ZonePlan | undefined;
  /** In bytes. */
  readonly bodyLimit: Limit;
  readonly headerLimit: Limit;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly version: string | undefined;
}

/**
 * @throws InputError `context/url`, `context/host`, `context/address`, `context/text`, `context/zone-plan`, `context/limit`,
 *   `context/time`
 */
export function readRequest(sample: SampleRequest): Request {
  const target = readTarget(sample.url);
  const plan = readPlan(sample.zonePlan);
  const given = readHeaders(sample.headers ?? []);
  const hasHost = given.some(([name]) => lowerAscii(name) === 'host');
  if (!hasHost && target.authority === undefined) {
    throw new InputError('context/host', {
      message: `a request needs a host, got: ${show(sample.url)} and no \`host\` header`,
      help: 'give a whole URL, or the header',
    });
  }
  const headers: Pairs = hasHost ? given : [['Host', target.authority ?? ''], ...given];
  const header = (name: string, separator = ', ') =>
    headers
      .filter(([other]) => lowerAscii(other) === name)
      .map(([, value]) => value)
      .join(separator);
  const scheme = sample.ssl === undefined ? target.scheme : sample.ssl ? 'https' : 'http';
  return {
    method: encodeGiven('`method`', sample.method),
    scheme,
    host: header('host'),
    port: target.port,
    rawPath: target.path,
    path: normalisePath(mergeSlashes(target.path), sample.normalisation ?? 'rfc3986'),
    query: target.query,
    headers,
    header,
    ip: sample.ip === undefined ? undefined : readAddress(sample.ip),
    body: sample.body === undefined ? undefined : readBody(sample.body),
    plan,
    bodyLimit: bodyLimitOf(plan, readLimit('bodyLimit', sample.bodyLimit)),
    headerLimit: headerLimitOf(readLimit('headerLimit', sample.headerLimit)),
    time: readTime(sample.time ?? new Date()),
    version: sample.version === undefined ? undefined : encodeGiven('`version`', sample.version),
  };
}

function readHeaders(headers: SampleHeaders): Pairs {
  const pairs: readonly (readonly [name: string, value: unknown])[] = Array.isArray(headers)
    ? (headers as Pairs)
    : Object.entries(headers);
  return pairs.flatMap(([name, values]) =>
    (Array.isArray(values) ? (values as readonly unknown[]) : [values]).map(
      (value) =>
        [encodeGiven('a name in `headers`', name), encodeGiven(`the header ${show(name)}`, value)] as const,
    ),
  );
}

function readAddress(text: unknown): Address {
  const address = typeof text === 'string' ? parseAddress(text) : undefined;
  if (address === undefined) {
    throw new InputError('context/address', {
      message: `\`ip\` must be an IPv4 or IPv6 address, got: ${show(text)}`,
      help: 'write one address, without a prefix length or a port',
    });
  }
  return address;
}

function readBody(body: unknown): string {
  if (typeof body === 'string') return encodeGiven('`body`', body);
  if (body instanceof Uint8Array) return Buffer.from(body).toString('latin1');
  throw new InputError('context/text', {
    message: `\`body\` must be a text or a Uint8Array, got: ${show(body)}`,
    help: 'write it as a text, or give its bytes',
  });
}

function readTime(time: unknown): number {
  const milliseconds = time instanceof Date ? time.getTime() : Number.NaN;
  if (!Number.isNaN(milliseconds)) return milliseconds;
  throw new InputError('context/time', {
    message: `\`time\` must be a Date, got: ${time instanceof Date ? 'an invalid one' : show(time)}`,
    help: "write new Date('2026-06-01T12:00:00Z')",
  });
}

function readPlan(plan: ZonePlan | undefined): ZonePlan | undefined {
  if (plan === undefined || PLANS.includes(requireText('`zonePlan`', plan) as ZonePlan)) return plan;
  throw new InputError('context/zone-plan', {
    message: `\`zonePlan\` must be the zone's Cloudflare plan, got: ${show(plan)}`,
    help: suggestion(plan, PLANS) ?? `use one of: ${PLANS.join(', ')}`,
  });
}

function readLimit(name: string, limit: number | undefined): number | undefined {
  if (limit === undefined || (Number.isSafeInteger(limit) && limit >= 0)) return limit;
  throw new InputError('context/limit', {
    message: `\`${name}\` must be a whole number from 0 on, got: ${show(limit)}`,
    help: 'write the limit in bytes for a body, such as 131072, and as a number for headers',
  });
}
