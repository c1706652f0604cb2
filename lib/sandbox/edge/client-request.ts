import type { IncomingMessage } from 'node:http';
import type { Header } from './end-to-end';

/** A request as it arrived at the edge. */
export interface ClientRequest {
  readonly method: string;
  /** As it stood in the request line, without a scheme and a host: nothing else is repaired. */
  readonly target: string;
  /** In the order in which they were sent, without those of the sandbox. */
  readonly headers: readonly Header[];
  readonly host: string;
  readonly userAgent: string;
  /** The media type in lower case, without parameters; empty if there is none. */
  readonly contentType: string;
  readonly ip: string;
  readonly ssl: boolean;
  readonly version: string;
  readonly body: Buffer;
  /** Whether one was announced; it may be empty. */
  readonly hasBody: boolean;
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
  const { host, target } = targetOf(message.url ?? '/');
  return {
    method: message.method ?? 'GET',
    target,
    headers: headersOf(message.rawHeaders, host),
    host: host ?? header('host'),
    userAgent: header('user-agent'),
    contentType: (header('content-type').split(';')[0] ?? '').trim().toLowerCase(),
    ip: header(CLIENT_IP_HEADER) || plainAddress(message.socket.remoteAddress ?? '127.0.0.1'),
    ssl: header(SCHEME_HEADER) !== 'http',
    version: `HTTP/${message.httpVersion}`,
    body: Buffer.concat(chunks),
    hasBody: ['content-length', 'transfer-encoding'].some((name) => message.headers[name] !== undefined),
  };
}

/**
 * A client may send a whole URL, as to a proxy; its host counts, and not the header.
 *
 * @see https://www.rfc-editor.org/rfc/rfc9112#section-3.2.2
 */
function targetOf(url: string): { readonly host: string | undefined; readonly target: string } {
  const [, host, rest = ''] = /^https?:\/\/([^/?#]*)(.*)$/i.exec(url) ?? [];
  if (host === undefined) return { host, target: url };
  return { host, target: rest.startsWith('/') ? rest : `/${rest}` };
}

function headersOf(raw: readonly string[], host: string | undefined): readonly Header[] {
  const pairs: Header[] = [];
  for (let at = 0; at + 1 < raw.length; at += 2) {
    const name = raw[at] ?? '';
    if ([CLIENT_IP_HEADER, SCHEME_HEADER].includes(name.toLowerCase())) continue;
    const isHost = name.toLowerCase() === 'host';
    pairs.push([name, (isHost ? host : undefined) ?? raw[at + 1] ?? '']);
  }
  return pairs;
}

/** A socket for both families shows IPv4 clients as `::ffff:127.0.0.1`. */
function plainAddress(address: string): string {
  return address.replace(/^::ffff:(?=\d+\.)/, '');
}
