import type { ZonePlan } from '../cloudflare';
import {
  defineException,
  Host,
  Path,
  requireHostInZone,
  requireHostname,
  requireName,
  requirePlan,
  Skip,
  type WafExceptionProps,
} from '../exceptions';

/** What a new app knows about its first exception. */
export interface Answers {
  /** Domain name of the zone. */
  readonly zone: string;
  readonly host: string;
  readonly path: string;
  readonly method: string;
  readonly zonePlan: ZonePlan;
  /** Whose exceptions. */
  readonly namespace: string;
}

/** The checks of the answers, in the order in which they are asked for: each may look at those before it. */
export const CHECKS: {
  readonly [K in keyof Answers]: (text: string, before: Partial<Answers>) => Answers[K];
} = {
  zone: (text) => {
    requireHostname('zone', text);
    return text;
  },
  host: (text, { zone }) => {
    define({ host: text });
    if (zone !== undefined) requireHostInZone(Host.from(text), zone);
    return text;
  },
  path: (text) => {
    define({ path: text });
    return text;
  },
  method: (text) => {
    define({ method: text });
    return text;
  },
  zonePlan: (text) => {
    requirePlan(text);
    return text as ZonePlan;
  },
  namespace: (text) => {
    requireName('the namespace', text);
    return text;
  },
};

/** What the construct says about a part of the request. */
function define(part: Partial<Pick<Answers, 'host' | 'path' | 'method'>>): void {
  const { host = 'www.example.com', path = '/export', method = 'POST' } = part;
  const request = { host, method, path: Path.exact(path) } as WafExceptionProps['request'];
  defineException('init', 'init', {
    request,
    skip: Skip.allManagedRules(),
    reason: 'a request to let through',
  });
}
