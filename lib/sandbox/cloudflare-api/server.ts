import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { InputError } from '../../errors';
import { defaultSeed } from './default-seed';
import type { Fault } from './faults';
import { FaultQueue } from './faults';
import { newState } from './new-state';
import { BASE_PATH, handleRequest } from './request-handler';
import type { RecordedRequest } from './request-log';
import { RequestLog } from './request-log';
import type { Seed } from './seed';
import type { SecurityEvent } from './security-events';
import { withEvents } from './security-events';
import type { State } from './state';
import { openStore } from './store';

export interface CloudflareApiOptions {
  /**
   * JSON file the state is kept in between runs; where it exists, `seed` is not used. One server at a time may use
   * it. @default - in memory only
   */
  readonly stateFile?: string;
  /** What a new account holds. @default - the lived-in zone of default-zones.json */
  readonly seed?: Seed;
  /** The token with write permission. */
  readonly token: string;
  /** The token that may only read. */
  readonly readOnlyToken: string;
  /** What reached the origin behind the edge. @default - nothing */
  readonly originLog?: () => readonly string[];
  /** TCP port on 127.0.0.1. @default - a free one */
  readonly port?: number;
}

/** A running emulator. */
export interface CloudflareApi {
  /** For instance `http://127.0.0.1:40123/client/v4`. */
  readonly baseUrl: string;
  /** What was asked so far, in order of arrival; requests to `/_sandbox/` are left out. */
  readonly requests: readonly RecordedRequest[];
  /** What it holds now: the edge enforces it. */
  readonly state: State;
  /** Keeps Security Events of the edge. */
  addEvents(events: readonly SecurityEvent[]): void;
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
 * file cannot be used; an error of node:net if the port is taken
 */
export async function startCloudflareApi(options: CloudflareApiOptions): Promise<CloudflareApi> {
  checkTokens(options);
  const store = openStore(options.stateFile, () => newState(options.seed ?? defaultSeed(), Date.now()));
  const faults = new FaultQueue();
  const log = new RequestLog();
  const originLog = options.originLog ?? (() => []);
  const server = createServer((request, response) => {
    void handleRequest({ tokens: options, store, faults, log, originLog }, request, response);
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(options.port ?? 0, '127.0.0.1', resolve);
  });
  const { port } = server.address() as AddressInfo;
  return {
    baseUrl: `http://127.0.0.1:${port}${BASE_PATH}`,
    get requests() {
      return log.requests;
    },
    get state() {
      return store.state;
    },
    addEvents(events) {
      store.replace(withEvents(store.state, events));
    },
    injectFault(fault) {
      faults.add(fault);
    },
    async close() {
      const closed = new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
      server.closeAllConnections();
      await closed;
    },
  };
}

function checkTokens({ token, readOnlyToken }: CloudflareApiOptions): void {
  if (token === '' || readOnlyToken === '' || token === readOnlyToken) {
    throw new InputError('sandbox/token', {
      message: '`token` and `readOnlyToken` must be two different, non-empty strings',
      help: 'make two random strings',
    });
  }
}
