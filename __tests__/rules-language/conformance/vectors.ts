import { readFileSync } from 'node:fs';
import { join } from 'node:path';

/**
 * One line of `vectors.jsonl`: an expression with the verdict, or the error, of Cloudflare's open-source engine
 * (wirefilter at commit af1a1e9), under the 173 fields of Cloudflare's reference.
 */
export interface Vector {
  /** Stable; gaps are normal. */
  readonly id: number;
  readonly expr: string;
  /** Field values of the request. A field that is not in here is missing. */
  readonly ctx: Readonly<Record<string, unknown>>;
  /** Whether a missing value differs from everything; in production it does not. */
  readonly missing_ne: boolean;
  /** The engine lacks Cloudflare's functions: these four were stand-ins. */
  readonly probe_functions?: readonly string[];
  readonly verdict?: boolean;
  /** From 1; columns in bytes. */
  readonly error?: { readonly line: number; readonly col: number; readonly message: string };
}

export const VECTORS: readonly Vector[] = readFileSync(join(__dirname, 'vectors.jsonl'), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Vector);
