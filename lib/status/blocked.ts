import { effectOf } from '../cloudflare';
import type { SecurityEvent } from '../evidence';
import { ExecutionContext } from '../rules-language';
// Neither is part of the language's public names.
import { mergeSlashes, normalisePath } from '../rules-language/context/normalise-path';
import { readParameters } from '../rules-language/context/parameters';
import type { Rule } from '../rulesets';
import { judgeOf, type TracedZone } from '../trace';
import type { Blocked } from './report';

/** Rules that a sentence names. */
const MAX_NAMED = 3;

/** Which blocks count. */
interface BlockedOptions {
  readonly zone: TracedZone;
  /** Milliseconds since 1970, both exclusive. */
  readonly after: number;
  readonly before: number;
  /** A moment at which the rule applies. */
  readonly moment: Date;
  readonly titleOf: (event: SecurityEvent) => string;
}

/** Blocks by managed rules of requests that a rule is for, as far as events tell that; `undefined` if there are none. */
export function blockedOf(
  rule: Rule,
  events: readonly SecurityEvent[],
  { zone, after, before, moment, titleOf }: BlockedOptions,
): Blocked | undefined {
  // Several rules match one request: it counts once.
  const requests = new Map<string, { readonly weight: number; readonly isCertain: boolean }>();
  const by = new Map<string, number>();
  const times: number[] = [];
  for (const [index, event] of events.entries()) {
    const { time, action, source, ray = `event ${index}`, sampleInterval } = event;
    if (source !== 'firewallManaged' || effectOf(action) !== 'answers') continue;
    if (time === undefined || time <= after || time >= before) continue;
    const verdict = isFor(rule, event, zone, moment);
    if (verdict === false) continue;
    requests.set(ray, { weight: sampleInterval, isCertain: verdict === true });
    const title = titleOf(event);
    by.set(title, (by.get(title) ?? 0) + sampleInterval);
    times.push(time);
  }
  if (requests.size === 0) return undefined;
  const sum = (found: readonly { readonly weight: number }[]): number =>
    found.reduce((total, { weight }) => total + weight, 0);
  const all = [...requests.values()];
  return {
    requests: sum(all),
    certain: sum(all.filter(({ isCertain }) => isCertain)),
    first: times.reduce((a, b) => Math.min(a, b)),
    last: times.reduce((a, b) => Math.max(a, b)),
    by: [...by]
      .sort(([, a], [, b]) => b - a)
      .slice(0, MAX_NAMED)
      .map(([title]) => title),
  };
}

/** What an event does not tell, such as headers, leaves it open. */
function isFor(
  rule: Rule,
  { request }: SecurityEvent,
  { lists = {} }: TracedZone,
  time: Date,
): boolean | 'unknown' {
  const { host, method, path, query = '', scheme, clientIp, clientAsn, country, userAgent } = request;
  if (host === undefined || method === undefined || path === undefined) return 'unknown';
  try {
    // Not as a whole request: what an event does not have, such as headers, would be taken for absent.
    const context = ExecutionContext.fromFields(
      {
        'http.host': host,
        'http.request.method': method,
        'http.request.uri.path': normalisePath(mergeSlashes(path), 'rfc3986'),
        'raw.http.request.uri.path': path,
        'http.request.uri.query': query,
        'http.request.uri.args': argumentsOf(query),
        'http.request.timestamp.sec': Math.floor(time.getTime() / 1000),
        ...(scheme !== undefined && { ssl: scheme === 'https' }),
        ...(clientIp !== undefined && { 'ip.src': clientIp }),
        ...(clientAsn !== undefined && { 'ip.src.asnum': clientAsn }),
        ...(country !== undefined && { 'ip.src.country': country }),
        ...(userAgent !== undefined && { 'http.user_agent': userAgent }),
      },
      { lists },
    );
    return judgeOf([rule], context)(rule).verdict;
  } catch {
    // An attacker may send what no field can hold.
    return 'unknown';
  }
}

/** The values of each parameter, by its name. */
function argumentsOf(query: string): Readonly<Record<string, readonly string[]>> {
  const values = new Map<string, string[]>();
  for (const [name, value] of readParameters(query)) {
    values.set(name, [...(values.get(name) ?? []), value]);
  }
  return Object.fromEntries(values);
}
