import type { OriginEntry, OriginError } from '../evidence';
import { type Text, text } from '../review/text';
import type { Case } from './cases';
import type { OriginCause } from './diagnosis';
import { placeText } from './witness';

/** Why the origin refused or failed, and the line of its error log that shows it. */
export interface FoundCause {
  readonly cause: OriginCause;
  readonly error?: OriginError;
}

/** nginx writes it where it closed the connection instead of answering. */
export const CLOSED_WITHOUT_ANSWER = 444;

/** What messages of error logs mean. */
const MESSAGES: readonly (readonly [pattern: RegExp, cause: OriginCause])[] = [
  [/limiting (?:requests|connections)/, 'rate-limit'],
  [/access forbidden by rule|directory index of .* is forbidden/, 'access-rule'],
  [/client intended to send too large body/, 'body-size'],
  // A worker that gunicorn ends for its time-out leaves more messages than this one: that it was killed, and a traceback.
  [/WORKER TIMEOUT|upstream timed out/, 'time-out'],
  [/SIGKILL|SIGSEGV|SIGABRT|out of memory|exited with code|failed to boot/i, 'crashed-worker'],
  [/^FileNotFoundError: \[Errno 2\] No such file or directory: '[\w.+-]+'$/, 'missing-program'],
  [/^(?:[\w.]+\.)?[A-Z]\w*(?:Error|Exception)\b|^Exception on /, 'exception'],
  [/connect\(\) (?:to \S+ )?failed|no live upstreams/, 'not-running'],
];

/** What nginx sees of a worker that is gone; gunicorn knows why. */
const SYMPTOMS: typeof MESSAGES = [
  [/upstream prematurely closed connection|Connection reset by peer/, 'crashed-worker'],
];

/** The statuses of a cause: the log may have another trouble of the same minute. */
const STATUSES: Partial<Readonly<Record<OriginCause, readonly number[]>>> = {
  'rate-limit': [429, 503],
  'access-rule': [403, 404],
  'body-size': [413],
  'time-out': [500, 502, 504, 520, 524],
  'crashed-worker': [500, 502, 504, 520],
  'missing-program': [500],
  exception: [500],
  'not-running': [502, 503, 504],
};

/** Why the origin refused or failed, by its error log, or by what its access log has beside the status. */
export function originCause(one: Case, status: number | undefined): FoundCause | undefined {
  if (status === undefined || status < 400) return undefined;
  const entries = [...one.entries, ...one.likely];
  const closed = entries.find((entry) => entry.status === CLOSED_WITHOUT_ANSWER);
  if (closed !== undefined) {
    return { cause: closed.request.userAgent === '' ? 'empty-user-agent' : 'closed-by-rule' };
  }
  return causeOfErrors(troublesOf(one.errors, entries), status) ?? causeOfEntry(entries, status);
}

/** The sentence about the line that shows a cause. */
export function causeEvidence({ error }: FoundCause): readonly Text[] {
  if (error === undefined) return [];
  const { place, program, message } = error;
  return [text`${placeText(place)}: the log of ${program} says: ${message}`];
}

/** What belongs together in an error log: all that gunicorn writes of one worker, and else each line. */
interface Trouble {
  readonly errors: readonly OriginError[];
  /** Milliseconds from its end to that of the request; 0 where that is not known. */
  readonly distance: number;
}

/** The troubles of the minutes around a request, the one nearest to its end first. */
function troublesOf(errors: readonly OriginError[], entries: readonly OriginEntry[]): readonly Trouble[] {
  const groups = new Map<string | OriginError, OriginError[]>();
  for (const error of errors) {
    const key = troubleKey(error);
    groups.set(key, [...(groups.get(key) ?? []), error]);
  }
  // An access log has the end of a request.
  const end = entries.find(({ time }) => time !== undefined)?.time;
  return [...groups.values()]
    .map((group) => {
      const last = group.at(-1)?.time;
      return { errors: group, distance: end === undefined || last === undefined ? 0 : Math.abs(last - end) };
    })
    .sort((a, b) => a.distance - b.distance);
}

/** gunicorn names the worker; an exception and its traceback have the same time and request. */
function troubleKey(error: OriginError): string | OriginError {
  const { message, program, time, request } = error;
  const [, worker] = /\(pid:\s?(\d+)\)/.exec(message) ?? [];
  if (worker !== undefined) return worker;
  return request.path === undefined ? error : [program, time, request.method, request.path].join(' ');
}

function causeOfErrors(troubles: readonly Trouble[], status: number): FoundCause | undefined {
  for (const messages of [MESSAGES, SYMPTOMS]) {
    for (const { errors } of troubles) {
      for (const [pattern, cause] of messages) {
        const error = errors.find(({ message }) => pattern.test(message));
        if (error !== undefined && STATUSES[cause]?.includes(status) !== false) return { cause, error };
      }
    }
  }
  return undefined;
}

function causeOfEntry(entries: readonly OriginEntry[], status: number): FoundCause | undefined {
  const entry = entries.find((one) => one.status === status);
  const cause = entry === undefined ? undefined : causeOfStatus(entry, status);
  return cause === undefined ? undefined : { cause };
}

function causeOfStatus(entry: OriginEntry, status: number): OriginCause | undefined {
  if (status === 401) return 'auth';
  if (status === 403 && entry.upstreamStatus === 403) return 'auth';
  if (status === 403 && entry.request.userAgent === '') return 'empty-user-agent';
  if (status === 429 && entry.upstreamStatus === undefined) return 'rate-limit';
  return status === 504 ? 'time-out' : undefined;
}
