// Neither is part of the language's public names.
import { mergeSlashes, normalisePath } from '../rules-language/context/normalise-path';
import type { SampleRequest } from '../rules-language/context/sample-request';
import { callerMisses } from './near-misses/callers';
import { hostMisses } from './near-misses/hosts';
import { pathMisses } from './near-misses/paths';
import { splitUrl } from './near-misses/url-parts';

/**
 * A request that differs from another one in a single respect.
 *
 * @example
 * const misses: readonly NearMiss[] = nearMisses({ method: 'POST', url: 'https://app.example.com/export' });
 * misses.find(({ title }) => title === 'trailing slash')?.request.url; // 'https://app.example.com/export/'
 */
export interface NearMiss {
  /** A short phrase, such as `trailing slash`. */
  readonly title: string;
  /** What differs. A caller next to the given one may be one that an exception allows. */
  readonly differsIn: 'method' | 'path' | 'host' | 'scheme' | 'caller';
  /** The complete request, ready to be sent or evaluated. */
  readonly request: SampleRequest;
}

const METHODS = ['GET', 'POST', 'PUT', 'DELETE'] as const;

/**
 * Requests that an attacker could send instead to use an exception. Each has one difference in method, path, host,
 * scheme or caller. Each differs from the request and from all others. One whose path Cloudflare normalises to that of
 * the request says so in its title.
 *
 * Callers only vary where the request has an `ip`; hosts and schemes where its `url` is a whole one.
 *
 * @example
 * const request = { method: 'POST', url: 'https://app.example.com/export' };
 * new WafException(waf, 'export', {
 *   request: { host: 'app.example.com', method: 'POST', path: '/export' },
 *   skip: Skip.managedRulesets(ManagedRuleset.OWASP_CORE),
 *   reason: 'Exports look like attacks to the OWASP rules',
 *   expires: '2027-03-31',
 * });
 * for (const { request: neighbour } of nearMisses(request)) expect(waf).toInspect(neighbour);
 */
export function nearMisses(request: SampleRequest): readonly NearMiss[] {
  const found = [
    ...methodMisses(request),
    ...pathMisses(splitUrl(request.url)).map(({ title, url }) => ({
      differsIn: 'path' as const,
      title: isSamePath(request, url) ? `${title} (normalised: the same path)` : title,
      request: { ...request, url },
    })),
    ...hostMisses(request),
    ...callerMisses(request),
  ];
  const seen = new Set([keyOf(request)]);
  return found.filter((miss) => {
    const key = keyOf(miss.request);
    const isNew = !seen.has(key);
    seen.add(key);
    return isNew;
  });
}

function methodMisses(request: SampleRequest): readonly NearMiss[] {
  const others = METHODS.map((method) => [`method ${method}`, method] as const);
  return [...others, ['method in lower case', request.method.toLowerCase()] as const].map(
    ([title, method]) => ({ title, differsIn: 'method', request: { ...request, method } }),
  );
}

/** Whether the rules see the same path. */
function isSamePath(request: SampleRequest, url: string): boolean {
  const seen = (other: string) =>
    normalisePath(mergeSlashes(splitUrl(other).path), request.normalisation ?? 'rfc3986');
  return seen(url) === seen(request.url);
}

/** The parts in which a miss may differ. */
function keyOf({ method, url, headers, ip, ssl }: SampleRequest): string {
  return JSON.stringify([method, url, headers, ip, ssl]);
}
