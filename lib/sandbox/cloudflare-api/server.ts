import { InputError } from '../../errors';
import { startHttpServer } from '../http-server';
import { withZones } from './seed/add-zones';
import { defaultSeed } from './seed/default-seed';
import type { Fault } from './http/faults';
import { FaultQueue } from './http/faults';
import { newState } from './state/new-state';
import { openLogFiles } from './logpush/log-files';
import { BASE_PATH, handleRequest } from './http/request-handler';
import type { RecordedRequest } from './http/request-log';
import { RequestLog } from './http/request-log';
import type { RequestTracer } from './http/operation';
import type { Seed } from './seed/seed';
import { nowOf } from './state/clock';
import type { State } from './state/state';
import { openStore } from './state/store';
import type { Traffic } from './state/traffic';

export interface CloudflareApiOptions {
  /**
   * JSON file the state is kept in between runs, with files for its Security Events and requests beside it; where it exists,
   * `seed` is not used. One server at a time may use it. @default - in memory only
   */
  readonly stateFile?: string;
  /** What a new account holds. @default - the lived-in zone of default-zones.json */
  readonly seed?: Seed;
  /** The token with write permission. */
  readonly token: string;
  /** The token that may only read. */
  readonly readOnlyToken: string;
  /** Folder that gets what passes the edge as Logpush delivers it. @default - nothing is written */
  readonly logFolder?: string;
  /** Runs a request through the rules, for the Trace API. @default - no step is known */
  readonly traceRequest?: RequestTracer;
  /** What reached the origin behind the edge. @default - nothing */
  readonly originLog?: () => readonly string[];
  /** Called before an operation looks at the state. @default - nothing happens */
  readonly beforeOperation?: () => void;
  /** TCP port on 127.0.0.1. @default - a free one */
  readonly port?: number;
}

/** A running emulator. */
export interface CloudflareApi {
  /** For instance `http://127.0.0.1:40123/client/v4`. */
  readonly baseUrl: string;
  /** What was asked with a token of ours, in order of arrival, the newest 10,000; those to `/_sandbox/` are left out. */
  readonly requests: readonly RecordedRequest[];
  /** What it holds now: the edge enforces it. */
  readonly state: State;
  /** The sandbox's clock, in milliseconds since 1970: this machine's, unless it was moved. */
  now(): number;
  /** Keeps Security Events and requests of the edge. */
  addTraffic(traffic: Traffic): void;
  /** Adds the zones of a seed, and those of its accounts that are not there yet. */
  addZones(seed: Seed): void;
  /**
   * Lets the next calls of an operation go wrong.
   *
   * @throws InputError `sandbox/fault` if there is no such operation
   */
  injectFault(fault: Fault): void;
  /** Ends every connection and the server. */
  close(): Promise<void>;
}

/**
 * Starts Cloudflare's API on loopback.
 *
 * @throws InputError `sandbox/token` if a token is empty or both are the same, `sandbox/state-file` if the state
 * file cannot be used, `sandbox/logs` if the folder for logs cannot; an error of node:net if the port is taken
 */
export async function startCloudflareApi(options: CloudflareApiOptions): Promise<CloudflareApi> {
  checkTokens(options);
  const store = openStore(options.stateFile, () => newState(options.seed ?? defaultSeed(), Date.now()));
  const faults = new FaultQueue();
  const log = new RequestLog();
  const writeLogs = options.logFolder === undefined ? undefined : openLogFiles(options.logFolder);
  const {
    originLog = () => [],
    beforeOperation = () => undefined,
    traceRequest = () => ({ trace: [], statusCode: 200 }),
  } = options;
  const backend = { tokens: options, store, faults, log, originLog, beforeOperation, traceRequest };
  const server = await startHttpServer((request, response) => handleRequest(backend, request, response), {
    name: 'the API',
    ...(options.port === undefined ? {} : { port: options.port }),
  });
  return {
    baseUrl: `${server.url}${BASE_PATH}`,
    get requests() {
      return log.requests;
    },
    get state() {
      return store.state;
    },
    now: () => nowOf(store.state),
    addTraffic(traffic) {
      store.addTraffic(traffic);
      writeLogs?.(traffic);
    },
    addZones(seed) {
      store.replace(withZones(store.state, seed, nowOf(store.state)));
    },
    injectFault(fault) {
      faults.add(fault);
    },
    close: () => server.close(),
  };
}

function checkTokens({ token, readOnlyToken }: CloudflareApiOptions): void {
  if (token === '' || readOnlyToken === '' || token === readOnlyToken) {
    throw new InputError('sandbox/token', {
      message: '`token` and `readOnlyToken` must be two different, non-empty strings',
      help: 'generate two random strings',
    });
  }
}
