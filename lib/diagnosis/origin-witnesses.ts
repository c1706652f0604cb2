import type { OriginEntry, OriginError } from '../evidence';
import { own, text } from '../review/text';
import { type Case, clientStatusOf } from './cases';
import type { OriginCause } from './diagnosis';
import { isConnectionStatus } from './pages';
import { placeText, type Testimony, type Witness } from './witness';

/** nginx writes it where the client was gone before there was an answer. */
const CLIENT_CLOSED = 499;

/** What the origin's access log says of a request. */
export function originTestimony(one: Case): Testimony {
  const status = clientStatusOf(one);
  const { entries, likely, isMissingAtOrigin } = one;
  const witnesses = [
    ...entries.flatMap((entry) => entryWitness(entry, status)),
    ...likelyWitness(likely, status),
  ];
  if (witnesses.length === 0 && isMissingAtOrigin) {
    witnesses.push({
      side: 'edge',
      certainty: 'weak',
      remedy: 'unknown',
      sentence: own(
        "The origin's log has the rays of its requests and spans this time, and this ray is not in it.",
      ),
    });
  }
  const proof = witnesses.find(({ side, certainty }) => side === 'origin' && certainty === 'proof');
  // A request that was sent on within the origin leaves lines with other statuses too.
  return { witnesses: proof === undefined ? witnesses : [proof], remarks: [], contradictions: [] };
}

function entryWitness({ place, ray, status }: OriginEntry, answered: number | undefined): readonly Witness[] {
  if (status === undefined) return [];
  if (status === CLIENT_CLOSED && answered !== CLIENT_CLOSED) {
    return [
      {
        side: 'edge',
        certainty: 'strong',
        product: 'connection',
        remedy: 'connection',
        sentence: text`${placeText(place)}: the origin's log has 499: the edge closed the connection before the origin answered.`,
      },
    ];
  }
  // What it refused is refused, whatever the edge shows; what it let pass, the edge may have refused all the same.
  if (answered === undefined && status < 400) {
    return [
      {
        side: 'origin',
        certainty: 'strong',
        sentence: text`${placeText(place)}: the origin's log has this request with the status ${own(String(status))}; nothing here says what the client was answered, and the edge may have changed it.`,
      },
    ];
  }
  if (answered === undefined || status === answered) {
    return [
      {
        side: 'origin',
        certainty: ray === undefined || status === CLIENT_CLOSED ? 'strong' : 'proof',
        sentence: text`${placeText(place)}: the origin's log has this request with the status ${status}${ray === undefined ? own(', and no ray') : text` and the ray ${ray}`}.`,
      },
    ];
  }
  return [
    {
      side: 'edge',
      certainty: 'strong',
      ...(isConnectionStatus(answered)
        ? { product: 'connection', remedy: 'connection' as const }
        : { remedy: 'worker' as const }),
      sentence: text`${placeText(place)}: the origin answered ${status}, and the client was answered ${answered}: something between them changed the answer.`,
    },
  ];
}

/** Lines without a ray: the same request at nearly the same time, which another client may have sent. */
function likelyWitness(likely: readonly OriginEntry[], answered: number | undefined): readonly Witness[] {
  const same = likely.find(({ status }) => status === answered);
  if (same === undefined || answered === undefined) return [];
  return [
    {
      side: 'origin',
      certainty: 'strong',
      sentence: text`${placeText(same.place)}: the origin's log has a line without a ray of the same request, within seconds, with the status ${answered}.`,
    },
  ];
}

/** What messages of error logs mean. */
const MESSAGES: readonly (readonly [pattern: RegExp, cause: OriginCause])[] = [
  [/limiting (?:requests|connections)/, 'rate-limit'],
  [/access forbidden by rule|directory index of .* is forbidden/, 'access-rule'],
  [/client intended to send too large body/, 'body-size'],
  [/WORKER TIMEOUT|upstream timed out/, 'time-out'],
  [/SIGKILL|SIGSEGV|SIGABRT|out of memory|exited with code|failed to boot/i, 'crashed-worker'],
  [/upstream prematurely closed connection|Connection reset by peer/, 'crashed-worker'],
  [/connect\(\) (?:to \S+ )?failed|no live upstreams/, 'not-running'],
];

/** Why the origin refused or failed, by its error log, or by what its access log has beside the status. */
export function originCause(one: Case, status: number | undefined): OriginCause | undefined {
  if (status === undefined || status < 400) return undefined;
  return causeOfErrors(one.errors, status) ?? causeOfEntry([...one.entries, ...one.likely], status);
}

/** As far as the cause gives such a status: the log may have another trouble of the same minute. */
function causeOfErrors(errors: readonly OriginError[], status: number): OriginCause | undefined {
  // A worker that gunicorn kills for its time-out leaves both messages.
  for (const [pattern, cause] of MESSAGES) {
    if (STATUSES[cause]?.includes(status) === false) continue;
    if (errors.some(({ message }) => pattern.test(message))) return cause;
  }
  return undefined;
}

const STATUSES: Partial<Readonly<Record<OriginCause, readonly number[]>>> = {
  'rate-limit': [429, 503],
  'access-rule': [403, 404],
  'body-size': [413],
  'time-out': [500, 502, 504, 520, 524],
  'crashed-worker': [500, 502, 504, 520],
  'not-running': [502, 503, 504],
};

function causeOfEntry(entries: readonly OriginEntry[], status: number): OriginCause | undefined {
  const entry = entries.find((one) => one.status === status);
  if (entry === undefined) return undefined;
  if (status === 401) return 'auth';
  if (status === 403 && entry.upstreamStatus === 403) return 'auth';
  if (status === 403 && entry.request.userAgent === '') return 'empty-user-agent';
  if (status === 429 && entry.upstreamStatus === undefined) return 'rate-limit';
  return status === 504 ? 'time-out' : undefined;
}
