import type { IncomingMessage } from 'node:http';

/** A request as it arrived at the edge. */
export interface ClientRequest {
  readonly method: string;
  /** As it stood in the request line: nothing is repaired. */
  readonly target: string;
  /** In the order in which they were sent, without those of the sandbox. */
  readonly headers: readonly (readonly [name: string, value: string])[];
  readonly host: string;
  readonly userAgent: string;
  /** The media type in lower case, without parameters; empty if there is none. */
  readonly contentType: string;
  readonly ip: string;
  readonly ssl: boolean;
  readonly version: string;
  readonly body: Buffer;
}

/** Where a client says where it pretends to come from. Cloudflare has nothing like these headers. */
const CLIENT_IP_HEADER = 'x-sandbox-client-ip';
const SCHEME_HEADER = 'x-sandbox-scheme';

/** Largest body that the edge takes, in bytes: Cloudflare's limit on the smaller plans. */
const MAX_BODY_BYTES = 100_000_000;

/** Reads the whole request, as its body decides; undefined if the body is too large. */
export async function readClientRequest(message: IncomingMessage): Promise<ClientRequest | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size <= MAX_BODY_BYTES) chunks.push(bytes);
  }
  if (size > MAX_BODY_BYTES) return undefined;
  const header = (name: string): string => {
    const value = message.headers[name];
    return (Array.isArray(value) ? value[0] : value) ?? '';
  };
  return {
    method: message.method ?? 'GET',
    target: message.url ?? '/',
    headers: headerPairs(message.rawHeaders),
    host: header('host'),
    userAgent: header('user-agent'),
    contentType: (header('content-type').split(';')[0] ?? '').trim().toLowerCase(),
    ip: header(CLIENT_IP_HEADER) || plainAddress(message.socket.remoteAddress ?? '127.0.0.1'),
    ssl: header(SCHEME_HEADER) !== 'http',
    version: `HTTP/${message.httpVersion}`,
    body: Buffer.concat(chunks),
  };
}

function headerPairs(raw: readonly string[]): readonly (readonly [string, string])[] {
  const pairs: (readonly [string, string])[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = raw[at] ?? '';
    if (![CLIENT_IP_HEADER, SCHEME_HEADER].includes(name.toLowerCase()))
      pairs.push([name, raw[at + 1] ?? '']);
  }
  return pairs;
}

/** A socket for both families shows IPv4 clients as `::ffff:127.0.0.1`. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/, '');
}
