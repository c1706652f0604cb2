import { InputError } from '../../../errors';
import type { Answer } from './answer';
import { failure, success } from './envelope';
import { apiError } from './errors';
import type { FaultQueue } from './faults';
import { parseFault } from './faults';
import type { Json } from '../json';
import type { RequestLog } from './request-log';

/** The paths by which tests steer the sandbox; Cloudflare has nothing like them. */
export const CONTROL_PREFIX = '/_sandbox/';

/** Faults, the request log and the origin's, for whoever holds the write token. */
export function controlRoute(
  method: string,
  path: string,
  request: { readonly body: Json | undefined; readonly canWrite: boolean },
  backend: {
    readonly faults: FaultQueue;
    readonly log: RequestLog;
    readonly originLog: () => readonly string[];
  },
): Answer {
  const { faults, log, originLog } = backend;
  if (!request.canWrite) throw apiError('notAuthorized', []);
  switch (`${method} ${path}`) {
    case 'POST /_sandbox/faults':
      try {
        faults.add(parseFault(request.body));
      } catch (error) {
        if (!(error instanceof InputError)) throw error;
        return { status: 400, body: failure({ message: `${error.summary}; ${error.help}` }) };
      }
      return { status: 200, body: success(null) };
    case 'DELETE /_sandbox/faults':
      faults.clear();
      return { status: 200, body: success(null) };
    case 'GET /_sandbox/requests':
      return { status: 200, body: success(log.requests.map((entry) => ({ ...entry }))) };
    case 'GET /_sandbox/origin-log':
      return { status: 200, body: success(originLog()) };
    default:
      throw apiError('unknownRoute', [method, path]);
  }
}
