import { type IncomingMessage, request as httpRequest } from 'node:http';
import type { ClientRequest } from './client-request';

/** Headers that belong to one connection, or that the edge sets itself. */
const NOT_FORWARDED = [
  'connection',
  'keep-alive',
  'transfer-encoding',
  'content-length',
  'expect',
  'upgrade',
];

/** Sends the request to the origin as the client wrote it: by default Cloudflare normalises nothing for the origin. */
export function askOrigin(originUrl: string, client: ClientRequest, ray: string): Promise<IncomingMessage> {
  const { hostname, port } = new URL(originUrl);
  const headers = client.headers.filter(([name]) => !NOT_FORWARDED.includes(name.toLowerCase())).flat();
  headers.push(
    'CF-Ray',
    ray,
    'CF-Connecting-IP',
    client.ip,
    'X-Forwarded-Proto',
    client.ssl ? 'https' : 'http',
  );
  if (client.body.length > 0) headers.push('Content-Length', String(client.body.length));
  return new Promise((resolve, reject) => {
    const { method, target: path } = client;
    const outgoing = httpRequest({ hostname, port, method, path, headers, agent: false }, resolve);
    outgoing.on('error', reject);
    outgoing.end(client.body);
  });
}
