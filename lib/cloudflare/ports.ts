/**
 * The ports on which Cloudflare proxies traffic. A client names any but 80 and 443 in the `Host` header, and `http.host`
 * holds that header.
 *
 * @see https://developers.cloudflare.com/fundamentals/reference/network-ports/
 * @see https://developers.cloudflare.com/ruleset-engine/rules-language/fields/reference/http.host/
 */
export const PROXIED_PORTS = {
  http: [80, 8080, 8880, 2052, 2082, 2086, 2095],
  https: [443, 2053, 2083, 2087, 2096, 8443],
} as const;

/** The ports that clients leave out of the `Host` header. */
export const DEFAULT_PORTS: readonly number[] = [80, 443];
