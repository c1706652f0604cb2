import type { Evidence, RequestFacts } from '../evidence';
import { casesOf, emptyCase } from './cases';
import type { Diagnosis } from './diagnosis';
import { judge } from './judge';

/** What is asked for, of all that the evidence holds. */
export interface Asked {
  /**
   * Ray ids in lower case, without the data centre. One of which there is no evidence is still answered: it is not known.
   *
   * @default - all requests
   */
  readonly rays?: readonly string[];
  /**
   * Host and path of requests.
   *
   * @default - all requests
   */
  readonly targets?: readonly Target[];
  /**
   * Since when the events of the zone were asked for, in milliseconds since 1970: that there is none is worth a sentence
   * then.
   *
   * @default - they were not
   */
  readonly eventsSince?: number;
}

/** Host and path of requests; all where one is not given. */
export interface Target {
  readonly host: string | undefined;
  readonly path: string | undefined;
}

/** Whether a request is one of a target, as far as the request is known. */
export function isOf({ host, path }: Target, request: RequestFacts): boolean {
  return isEqual(host, request.host) && isEqual(path, request.path);
}

/** An answer without its command does not say its URL. */
function isEqual(asked: string | undefined, known: string | undefined): boolean {
  return asked === undefined || known === undefined || asked === known;
}

/** Who answered each request of the evidence, with which certainty, and what helps. Writes nothing and sends nothing. */
export function diagnose(
  evidence: Evidence,
  { rays = [], targets = [], eventsSince }: Asked = {},
): Diagnosis {
  const cases = casesOf(evidence);
  const missing = rays.filter((ray) => !cases.some((one) => one.ray === ray)).map(emptyCase);
  const requests = [...cases, ...missing]
    // The answer of a twin is reported with the twin's evidence.
    .filter((one) => !cases.some(({ twin }) => twin === one))
    .map((one) => judge(one, evidence, eventsSince));
  const isAsked = rays.length === 0 && targets.length === 0;
  return {
    requests: requests.filter(
      ({ ray, request }) =>
        isAsked ||
        (ray !== undefined && rays.includes(ray)) ||
        targets.some((target) => isOf(target, request)),
    ),
    skipped: evidence.skipped,
  };
}
