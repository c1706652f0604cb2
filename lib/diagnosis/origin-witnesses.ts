import type { OriginEntry } from '../evidence';
import { own, text } from '../review/text';
import { type Case, clientStatusOf } from './cases';
import { CLOSED_WITHOUT_ANSWER } from './origin-cause';
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
      sentence: own("The origin's log has rays and covers this time, but this ray is not in it."),
    });
  }
  const proof = witnesses.find(({ side, certainty }) => side === 'origin' && certainty === 'proof');
  // A request that was sent on within the origin leaves lines with other statuses too.
  return { witnesses: proof === undefined ? witnesses : [proof], remarks: [], contradictions: [] };
}

function entryWitness(
  { place, ray, status, mayBeOfOthers }: OriginEntry,
  answered: number | undefined,
): readonly Witness[] {
  if (status === undefined) return [];
  if (mayBeOfOthers) {
    return [
      {
        side: 'origin',
        certainty: 'weak',
        sentence: text`${placeText(place)}: a log has this request with the status ${own(String(status))}; whether the origin wrote it, or a client or the edge, it does not say.`,
      },
    ];
  }
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
  if (status === CLOSED_WITHOUT_ANSWER) {
    return [
      {
        side: 'edge',
        certainty: 'strong',
        product: 'connection',
        remedy: 'connection',
        sentence: text`${placeText(place)}: the origin's log has 444: nginx closed the connection without an answer, and the edge answered for it.`,
      },
    ];
  }
  // What it refused is refused, whatever the edge shows; what it let pass, the edge may have refused all the same.
  if (answered === undefined && status < 400) {
    return [
      {
        side: 'origin',
        certainty: 'strong',
        sentence: text`${placeText(place)}: the origin's log has this request with the status ${own(String(status))}; nothing here shows the client's answer, and the edge may have changed it.`,
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
      sentence: text`${placeText(place)}: the origin answered ${status}, but the client got ${answered}: something between them changed the answer.`,
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
      sentence: text`${placeText(same.place)}: the origin's log has a line without a ray for the same request, within seconds, with the status ${answered}.`,
    },
  ];
}
