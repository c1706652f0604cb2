import { readFileSync } from 'node:fs';
import path from 'node:path';

/** One request of the real provider 5.14.0, and the answer it got. */
export interface Exchange {
  readonly method: string;
  readonly path: string;
  readonly query?: string;
  /** Names of headers beyond those of every request. */
  readonly extraHeaders?: readonly string[];
  readonly body?: unknown;
  /** 0: the connection was closed without an answer. */
  readonly status: number;
  readonly answerHeaders?: Readonly<Record<string, string>>;
  /** JSON, or the text of an answer that is no JSON. */
  readonly answer?: unknown;
}

interface RecordedStep {
  readonly story: string;
  readonly step: string;
  readonly exchanges: readonly Exchange[];
}

/** Headers of every request. */
export const COMMON_HEADERS: readonly string[] = [
  'accept',
  'accept-encoding',
  'authorization',
  'host',
  'user-agent',
  'x-stainless-arch',
  'x-stainless-lang',
  'x-stainless-os',
  'x-stainless-package-version',
  'x-stainless-retry-count',
  'x-stainless-runtime',
  'x-stainless-runtime-version',
];

const steps = readFileSync(path.join(__dirname, 'recorded-exchanges.jsonl'), 'utf8')
  .trim()
  .split('\n')
  .map((line) => JSON.parse(line) as RecordedStep);

/** What the real provider sent in one command of a story. */
export function recordedExchanges(story: string, step: string): readonly Exchange[] {
  const found = steps.find((candidate) => candidate.story === story && candidate.step === step);
  if (found === undefined) throw new Error(`no recorded step "${step}" of story "${story}"`);
  return found.exchanges;
}
