import { createServer } from 'node:http';
import { listen } from './listen';
import type { RunningServer } from './start-edge';

/** An origin that answers 200 to everything. */
export interface Origin extends RunningServer {
  /** One line for each request that reached it, such as `POST dashboard.example.com/export`. */
  readonly log: readonly string[];
}

/** Starts a tiny origin: it answers with what it got, and keeps a line about it. */
export async function startOrigin(): Promise<Origin> {
  const log: string[] = [];
  const server = createServer((request, response) => {
    const { method = '', url = '', headers } = request;
    let bytes = 0;
    request.on('data', (chunk: Buffer) => (bytes += chunk.length));
    request.on('end', () => {
      log.push(`${method} ${headers.host ?? ''}${url}`);
      response.writeHead(200, { 'content-type': 'application/json' });
      response.end(JSON.stringify({ method, url, headers, bytes }));
    });
  });
  return { ...(await listen(server)), log };
}
