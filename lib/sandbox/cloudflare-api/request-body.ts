import type { IncomingMessage } from 'node:http';
import { apiError } from './errors';
import type { Json } from './json';
import { parseJson } from './json';

/** Largest body that is read, in bytes. */
const MAX_BODY_BYTES = 10_000_000;

/** The parsed body; undefined if there is none. Reads to the end in any case, so that the client gets its answer. */
export async function readBody(request: IncomingMessage): Promise<Json | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size <= MAX_BODY_BYTES) chunks.push(bytes);
  }
  if (size > MAX_BODY_BYTES) throw apiError('bodyTooLarge', [MAX_BODY_BYTES]);
  const text = Buffer.concat(chunks).toString('utf8');
  if (text === '') return undefined;
  try {
    return parseJson(text);
  } catch (error) {
    throw apiError('bodyNotJson', [error instanceof Error ? error.message : String(error)]);
  }
}
