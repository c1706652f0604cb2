import { type IncomingMessage, request as httpRequest } from 'node:http';
import type { ClientRequest } from './client-request';
import { endToEnd, type Header } from './end-to-end';

/** What the edge says for itself, whatever the client says; it reads the whole body before it asks. */
const OF_THE_EDGE = ['cf-ray', 'cf-connecting-ip', 'x-forwarded-proto', 'content-length', 'expect'];

/** Sends the request to the origin as the client wrote it: by default Cloudflare normalises nothing for the origin. */
export function askOrigin(originUrl: string, client: ClientRequest, ray: string): Promise<IncomingMessage> {
  const { hostname, port } = new URL(originUrl);
  const { method, target: path, body } = client;
  const headers: Header[] = [
    ...endToEnd(client.headers).filter(([name]) => !OF_THE_EDGE.includes(name.toLowerCase())),
    ['CF-Ray', ray],
    ['CF-Connecting-IP', client.ip],
    ['X-Forwarded-Proto', client.ssl ? 'https' : 'http'],
    ...(client.hasBody ? [['Content-Length', String(body.length)] as const] : []),
  ];
  return new Promise((resolve, reject) => {
    const options = { hostname, port, method, path, headers: headers.flat(), agent: false };
    const outgoing = httpRequest(options, resolve);
    outgoing.on('error', reject);
    outgoing.end(body);
  });
}
