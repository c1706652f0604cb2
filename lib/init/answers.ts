import type { ZonePlan } from '../cloudflare';
import { docsPage, InputError } from '../errors';
import {
  defineLintedException,
  Host,
  Path,
  requireHostInZone,
  requireHostname,
  requireName,
  requirePlan,
  Skip,
  type WafExceptionProps,
} from '../exceptions';
// By file: the readers of documents are not needed.
import { lintFor } from '../lint/lint-exception';

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

/** The namespace is also the owner of the exception, and part of the name of the stack: neither may be longer. */
const NAMESPACE_LENGTH = 60;

/** The checks of the answers, in the order in which they are asked for: each may look at those before it. */
export const CHECKS: {
  readonly [K in keyof Answers]: (text: string, before: Partial<Answers>) => Answers[K];
} = {
  zone: (text) => {
    requireHostname('zone', text);
    return text;
  },
  host: (text, before) =>
    advising(HOST_ADVICE, () => {
      define({ host: text });
      if (before.zone !== undefined) requireHostInZone(Host.from(text), before.zone);
      return text;
    }),
  path: (text) =>
    advising(pathAdvice(text), () => {
      define({ path: text });
      return text;
    }),
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
    if (text.length <= NAMESPACE_LENGTH) return text;
    throw new InputError('init/namespace', {
      message: `the namespace has more than ${NAMESPACE_LENGTH} characters, and is also the owner and part of the stack's name`,
      help: 'give a shorter one',
    });
  },
};

/** Why the first exception exists, as far as it is known; a long path would leave no room in the rule's description. */
export function reasonOf({ method, host, path }: Pick<Answers, 'method' | 'host' | 'path'>): string {
  return `Managed rules block ${method} ${path.length > 100 ? 'requests' : path} of ${host}`;
}

/** What the construct says about a part of the request, at synth. */
function define(part: Partial<Pick<Answers, 'host' | 'path' | 'method'>>): void {
  const { host = 'www.example.com', path = '/export', method = 'POST' } = part;
  const request = { host, method, path: Path.exact(path) } as WafExceptionProps['request'];
  const props = { request, skip: Skip.allManagedRules(), reason: 'a request to let through' };
  const nowMs = Date.now();
  defineLintedException(
    'init',
    'init',
    props,
    nowMs,
    lintFor({ plan: undefined, zoneName: undefined, nowMs }),
  );
}

/** By code, what to do where no code can be given as an answer. */
type Advice = Readonly<Record<string, string>>;

const HOST_ADVICE: Advice = {
  'host/zone': 'correct the host, or run the command again for the zone that the host is in',
};

function pathAdvice(text: string): Advice {
  const [bare = ''] = text.split(/[?#]/);
  const pattern = `give one exact path here; afterwards you can write a Path.pattern(...) in waf-stack.ts: ${docsPage('exceptions.md')}`;
  return {
    'path/query': `give ${bare === '' ? 'the path alone' : `\`${bare}\``} here; afterwards you can add \`query\` in waf-stack.ts: ${docsPage('exceptions.md')}`,
    'path/wildcard': pattern,
    'path/placeholder': pattern,
    'front-controller': 'give the path of the blocked request, such as `/checkout/import`',
  };
}

/** The checks advise whoever writes code; an answer needs other advice where that would be code. */
function advising<T>(advice: Advice, check: () => T): T {
  try {
    return check();
  } catch (error) {
    const help = error instanceof InputError ? advice[error.code] : undefined;
    if (!(error instanceof InputError) || help === undefined) throw error;
    throw new InputError(error.code, { message: error.summary, help });
  }
}
