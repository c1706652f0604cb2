import { type RunningServer, startHttpServer, toStandardError } from '../http-server';
import type { RuleEngine } from '../rule-engine';
import { type EdgeApi, handleRequest } from './handle-request';
import { newMatcher } from './match';

export interface EdgeOptions {
  /** Holds the rules, and gets the Security Events. */
  readonly api: EdgeApi;
  /** Where requests go that no rule ends, for instance `http://127.0.0.1:8080`. */
  readonly originUrl: string;
  /** Runs the OWASP ruleset of each zone. @default - stand-ins for its rules */
  readonly engine?: RuleEngine | undefined;
  /** TCP port on 127.0.0.1. @default - a free one */
  readonly port?: number;
  /** Gets each warning once. @default - standard error */
  readonly warn?: (text: string) => void;
}

/**
 * Starts the edge: a reverse proxy on loopback that enforces what the API holds for the zone of the `Host` header. The
 * client's address is that of the socket, or what `x-sandbox-client-ip` says; the scheme is https unless
 * `x-sandbox-scheme` is `http`.
 */
export async function startEdge({
  api,
  originUrl,
  engine,
  port,
  warn = toStandardError,
}: EdgeOptions): Promise<RunningServer> {
  const backend = { api, originUrl, matching: newMatcher(warn), engine };
  return startHttpServer((request, response) => handleRequest(backend, request, response), {
    name: 'the edge',
    warn,
    ...(port === undefined ? {} : { port }),
  });
}
