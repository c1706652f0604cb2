import { InputError } from '../../../errors';
import type { Answer } from './answer';
import { failure, success } from './envelope';
import { apiError } from './errors';
import { parseAnalytics } from './analytics-control';
import type { FaultQueue } from './faults';
import { parseFault } from './faults';
import type { Json } from '../json';
import { withMovedClock } from './moved-clock';
import type { RequestLog } from './request-log';
import { nowOf } from '../state/clock';
import type { Store } from '../state/store';

/** The paths by which tests steer the sandbox; Cloudflare has nothing like them. */
export const CONTROL_PREFIX = '/_sandbox/';

/** Faults, the clock, GraphQL's settings, the request log and the origin's, for whoever holds the write token. */
export function controlRoute(
  method: string,
  path: string,
  request: { readonly body: Json | undefined; readonly canWrite: boolean },
  backend: ControlBackend,
): Answer {
  if (!request.canWrite) throw apiError('notAuthorized', []);
  const control = CONTROLS[`${method} ${path}`];
  if (control === undefined) throw apiError('unknownRoute', [method, path]);
  try {
    return { status: 200, body: success(control(backend, request.body) ?? null) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { status: 400, body: failure({ message: `${error.summary}; ${error.help}` }) };
  }
}

interface ControlBackend {
  readonly store: Store;
  readonly faults: FaultQueue;
  readonly log: RequestLog;
  readonly originLog: () => readonly string[];
}

type Control = (backend: ControlBackend, body: Json | undefined) => Json | undefined;

const CONTROLS: Readonly<Record<string, Control | undefined>> = {
  'POST /_sandbox/faults': ({ faults }, body) => {
    faults.add(parseFault(body));
    return undefined;
  },
  'DELETE /_sandbox/faults': ({ faults }) => {
    faults.clear();
    return undefined;
  },
  'GET /_sandbox/requests': ({ log }) => log.requests.map((entry) => ({ ...entry })),
  'GET /_sandbox/origin-log': ({ originLog }) => originLog(),
  'GET /_sandbox/clock': ({ store }) => clockOf(store),
  'PUT /_sandbox/clock': ({ store }, body) => {
    store.replace(withMovedClock(store.state, body));
    return clockOf(store);
  },
  'PUT /_sandbox/analytics': ({ store }, body) => {
    store.replace({ ...store.state, analytics: parseAnalytics(body) });
    return undefined;
  },
};

function clockOf({ state }: Store): Json {
  return { now: new Date(nowOf(state)).toISOString() };
}
