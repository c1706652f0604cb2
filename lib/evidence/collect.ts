import type { Evidence, EvidenceVisitor, Place } from './evidence';

/** As many broken lines are shown; the others are counted. */
const SHOWN = 5;

/** A visitor that keeps what it is given. */
export function collector(): { readonly visitor: EvidenceVisitor; readonly evidence: () => Evidence } {
  const events: Evidence['events'][number][] = [];
  const requests: Evidence['requests'][number][] = [];
  const answers: Evidence['answers'][number][] = [];
  const originEntries: Evidence['originEntries'][number][] = [];
  const originErrors: Evidence['originErrors'][number][] = [];
  const first: { readonly place: Place; readonly why: string }[] = [];
  let lines = 0;
  return {
    visitor: {
      event: (event) => events.push(event),
      request: (request) => requests.push(request),
      answer: (answer) => answers.push(answer),
      originEntry: (entry) => originEntries.push(entry),
      originError: (error) => originErrors.push(error),
      broken: (place, why) => {
        lines++;
        if (first.length < SHOWN) first.push({ place, why });
      },
    },
    evidence: () => ({ events, requests, answers, originEntries, originErrors, skipped: { lines, first } }),
  };
}
