import type { IncomingMessage } from 'node:http';
import { type RunningServer, startHttpServer } from '../http-server';

/** An origin that answers 200 to everything. */
export interface Origin extends RunningServer {
  /** One line for each request that reached it, such as `POST dashboard.example.com/export`; the newest 10,000. */
  readonly log: readonly string[];
}

/** Starts a tiny origin: it answers with what it got, and keeps a line about it. */
export async function startOrigin(): Promise<Origin> {
  const log: string[] = [];
  const server = await startHttpServer(
    async (request, response) => {
      const { method = '', url = '', headers } = request;
      const bytes = await countBytes(request);
      log.push(`${method} ${headers.host ?? ''}${url}`);
      if (log.length > MAX_LINES) log.shift();
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ method, url, headers, bytes }));
    },
    { name: 'the origin' },
  );
  return { ...server, log };
}

/** Lines that the log keeps. */
const MAX_LINES = 10_000;

async function countBytes(request: IncomingMessage): Promise<number> {
  let bytes = 0;
  for await (const chunk of request) bytes += (chunk as Buffer).length;
  return bytes;
}
