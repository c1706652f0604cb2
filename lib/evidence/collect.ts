import { InputError } from '../errors';
import type { Evidence, EvidenceVisitor, Place } from './evidence';

/** As many broken lines are shown; the others are counted. */
const SHOWN = 5;

/** As many pieces are kept: about half a gigabyte. */
const MOST = 250_000;

/**
 * A visitor that keeps what it is given.
 *
 * @throws InputError `evidence/too-many` while it is given more than memory should hold
 */
export function collector(): { readonly visitor: EvidenceVisitor; readonly evidence: () => Evidence } {
  const events: Evidence['events'][number][] = [];
  const requests: Evidence['requests'][number][] = [];
  const answers: Evidence['answers'][number][] = [];
  const originEntries: Evidence['originEntries'][number][] = [];
  const originErrors: Evidence['originErrors'][number][] = [];
  const first: { readonly place: Place; readonly why: string }[] = [];
  let lines = 0;
  let kept = 0;
  const keep = <T>(list: T[], piece: T): void => {
    if (++kept > MOST) throw tooMany();
    list.push(piece);
  };
  return {
    visitor: {
      event: (event) => {
        keep(events, event);
      },
      request: (request) => {
        keep(requests, request);
      },
      answer: (answer) => {
        keep(answers, answer);
      },
      originEntry: (entry) => {
        keep(originEntries, entry);
      },
      originError: (error) => {
        keep(originErrors, error);
      },
      broken: (place, why) => {
        lines++;
        if (first.length < SHOWN) first.push({ place, why });
      },
    },
    evidence: () => ({ events, requests, answers, originEntries, originErrors, skipped: { lines, first } }),
  };
}

function tooMany(): InputError {
  return new InputError('evidence/too-many', {
    message: `the evidence has more than ${MOST} events and requests`,
    help: 'name a ray id or a URL to select some, or count all of them with `waf diagnose --group`',
  });
}
