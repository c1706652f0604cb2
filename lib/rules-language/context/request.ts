import { parseAddress } from '../addresses/addresses';
import type { Address } from '../syntax/ast';
import { encodeText } from '../text/bytes';
import { ContextError } from './context-error';
import { mergeSlashes, normalisePath } from './normalise-path';
import { type Pairs } from './parameters';
import { readTarget } from './request-target';
import type { SampleHeaders, SampleRequest } from './sample-request';
import { lowerAscii } from '../evaluate/values';

/** A sample request read once: what the fields are computed from, as binary strings. */
export interface Request {
  readonly method: string;
  readonly scheme: 'http' | 'https' | undefined;
  readonly host: string;
  readonly port: bigint | undefined;
  readonly rawPath: string;
  readonly path: string;
  readonly query: string;
  readonly headers: Pairs;
  /** All values of a header, joined; empty if it is absent. */
  readonly header: (name: string, separator?: string) => string;
  readonly ip: Address | undefined;
  readonly body: string | undefined;
  /** Milliseconds since 1970. */
  readonly time: number;
  readonly version: string | undefined;
}

/** @throws ContextError `context/url`, `context/host` or `context/address` */
export function readRequest(sample: SampleRequest): Request {
  const target = readTarget(sample.url);
  const given = readHeaders(sample.headers ?? []);
  const hasHost = given.some(([name]) => lowerAscii(name) === 'host');
  if (!hasHost && target.authority === undefined) {
    throw new ContextError(
      'context/host',
      `a request needs a host, got: \`${sample.url.slice(0, 120)}\` and no \`host\` header`,
      'give a whole URL, or the header',
    );
  }
  const headers: Pairs = hasHost ? given : [['Host', target.authority ?? ''], ...given];
  const header = (name: string, separator = ', ') =>
    headers
      .filter(([other]) => lowerAscii(other) === name)
      .map(([, value]) => value)
      .join(separator);
  const scheme = sample.ssl === undefined ? target.scheme : sample.ssl ? 'https' : 'http';
  return {
    method: encodeText(sample.method),
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
    time: (sample.time ?? new Date()).getTime(),
    version: sample.version === undefined ? undefined : encodeText(sample.version),
  };
}

function readHeaders(headers: SampleHeaders): Pairs {
  const pairs: readonly (readonly [string, string | readonly string[]])[] = Array.isArray(headers)
    ? (headers as Pairs)
    : Object.entries(headers as Readonly<Record<string, string | readonly string[]>>);
  return pairs.flatMap(([name, values]) =>
    (typeof values === 'string' ? [values] : values).map(
      (value) => [encodeText(name), encodeText(value)] as const,
    ),
  );
}

function readAddress(text: string): Address {
  const address = parseAddress(text);
  if (address === undefined) {
    throw new ContextError(
      'context/address',
      `\`ip\` must be an IPv4 or IPv6 address, got: \`${text.slice(0, 120)}\``,
      'write one address, without a prefix length or a port',
    );
  }
  return address;
}

function readBody(body: string | Uint8Array): string {
  return typeof body === 'string' ? encodeText(body) : Buffer.from(body).toString('latin1');
}
