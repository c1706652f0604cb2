import type { IncomingMessage } from 'node:http';
import type { ApiError } from './api-error';
import { apiError } from './errors';
import type { Json } from '../json';
import { parseJson } from '../json';
import { depthOf } from '../nesting';

/** Largest body that is read, in bytes. */
const MAX_BODY_BYTES = 10_000_000;

/** Deepest nesting of objects and lists: no request of the API comes near it, and what walks a body uses the stack. */
const MAX_DEPTH = 100;

/** The body of a request. */
export interface RequestBody {
  /** Parsed; undefined if there is none, an error if it cannot be read. */
  readonly json: Json | undefined | ApiError;
  /** In bytes. */
  readonly size: number;
}

/**
 * Reads to the end in any case, so that the client gets its answer.
 *
 * @throws an error of node:net if the client leaves before the end
 */
export async function readBody(request: IncomingMessage): Promise<RequestBody> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request) {
    const bytes = chunk as Buffer;
    size += bytes.length;
    if (size <= MAX_BODY_BYTES) chunks.push(bytes);
  }
  if (size > MAX_BODY_BYTES) return { json: apiError('bodyTooLarge', [MAX_BODY_BYTES]), size: 0 };
  return { json: parsed(Buffer.concat(chunks).toString('utf8')), size };
}

function parsed(text: string): Json | undefined | ApiError {
  if (text === '') return undefined;
  if (depthOf(text) > MAX_DEPTH) {
    return apiError('bodyNotJson', [`it is nested more than ${MAX_DEPTH} levels deep`]);
  }
  try {
    return parseJson(text);
  } catch (error) {
    return apiError('bodyNotJson', [error instanceof Error ? error.message : String(error)]);
  }
}
