import type { ZonePlan } from '../../cloudflare';
import type { FieldInput } from './field-input';
import type { Normalisation } from './normalise-path';

/** Headers as an object, or as pairs where order and repetition matter. */
export type SampleHeaders =
  Readonly<Record<string, string | readonly string[]>> | readonly (readonly [name: string, value: string])[];

/**
 * A request to evaluate expressions on. Whatever is absent and not computed is unknown.
 *
 * @example
 * const request: SampleRequest = {
 *   method: 'POST',
 *   url: 'https://app.example.com/export',
 *   headers: { 'x-api-version': '2' },
 *   ip: '203.0.113.7',
 *   fields: { 'ip.src.country': 'DE' },
 * };
 */
export interface SampleRequest {
  /** As in the request line: case matters. */
  readonly method: string;
  /**
   * A whole URL, or the target as in the request line (`/path?query`), which is taken byte for byte. It is
   * not repaired: dot segments, double slashes, backslashes and encodings stay in the raw path. Of a whole URL the host is
   * taken as clients send it: in lower case, without user information and without the port of the scheme; a fragment is
   * not sent. A `host` header is taken as it is.
   */
  readonly url: string;
  /** By name, in any case; several values of one header as a list. @default - none but the `host` of the URL */
  readonly headers?: SampleHeaders;
  /** The client's address. @default - unknown */
  readonly ip?: string;
  /** Text, or bytes. An empty one is `''`. @default - unknown */
  readonly body?: string | Uint8Array;
  /** When Cloudflare receives it. @default - now */
  readonly time?: Date;
  /** The protocol, such as `HTTP/2`. @default - unknown */
  readonly version?: string;
  /** Whether the connection is encrypted. @default - by the scheme of the URL; unknown for a URL without one */
  readonly ssl?: boolean;
  /** How the zone normalises URLs. @default 'rfc3986' */
  readonly normalisation?: Normalisation;
  /** The Cloudflare plan of the zone. It decides how much of a body the rules see. @default - unknown */
  readonly zonePlan?: ZonePlan;
  /**
   * How many bytes of a body the rules of the zone see, as its contract says it.
   *
   * @default - by `zonePlan`: 1,048,576 on Free, 131,072 on Enterprise, not known on Pro and Business; without a plan at least
   *   131,072, as only Enterprise has rules that read bodies
   * @see https://developers.cloudflare.com/waf/managed-rules/#maximum-body-size
   */
  readonly bodyLimit?: number;
  /**
   * How many headers the rules see.
   *
   * @default - at least 64: Cloudflare publishes no number
   */
  readonly headerLimit?: number;
  /** Contents of lists by name, without `$`: addresses and CIDRs, hostnames, or AS numbers. */
  readonly lists?: Readonly<Record<string, readonly (string | number)[]>>;
  /** Values of further fields. They replace computed values. */
  readonly fields?: Readonly<Record<string, FieldInput>>;
}
