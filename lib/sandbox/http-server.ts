import { escapeLines } from '../errors';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import type { Duplex } from 'node:stream';

/** A server that listens on loopback. */
export interface RunningServer {
  /** For instance `http://127.0.0.1:40123`. */
  readonly url: string;
  /** Ends every connection and the server. */
  close(): Promise<void>;
}

export interface HttpServerOptions {
  /** How warnings name it, such as `the edge`. */
  readonly name: string;
  /** TCP port on 127.0.0.1. @default - a free one */
  readonly port?: number;
  /** Answers a request for a tunnel. @default - its connection is closed */
  readonly connect?: (request: IncomingMessage, socket: Duplex) => void;
  /** Gets what went wrong. @default - standard error */
  readonly warn?: (text: string) => void;
}

/**
 * Lets a handler answer on 127.0.0.1; an error of node:net if the port is taken. No request ends the process: where the
 * handler fails, the client gets a 500 or loses its connection, and the reason is a warning.
 */
export async function startHttpServer(
  handle: (request: IncomingMessage, response: ServerResponse) => Promise<void>,
  { name, port = 0, connect, warn = toStandardError }: HttpServerOptions,
): Promise<RunningServer> {
  const server = createServer((request, response) => {
    // An async function also turns what the handler throws at once into a rejection.
    const answered = (async () => handle(request, response))();
    answered.catch((error: unknown) => {
      // Nobody waits for an answer any more.
      if (response.destroyed) return;
      warn(`${name} failed: ${error instanceof Error ? (error.stack ?? error.message) : String(error)}`);
      if (response.headersSent) response.destroy();
      else response.writeHead(500, { 'content-type': 'text/plain' }).end(`${name} failed\n`);
    });
  });
  if (connect !== undefined) {
    server.on('connect', (request, socket: Duplex) => {
      // The server knows it no more: what happens to it is ours, and nothing to report.
      socket.on('error', () => undefined);
      connect(request, socket);
    });
  }
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
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

/** What clients send may be part of it. */
export function toStandardError(text: string): void {
  process.stderr.write(`${escapeLines(text)}\n`);
}
