import {
  type ClientAnswer,
  type Evidence,
  type LoggedRequest,
  normalRay,
  type OriginEntry,
  type OriginError,
  type RequestFacts,
  type SecurityEvent,
} from '../evidence';

/** All evidence about one request. */
export interface Case {
  readonly ray: string | undefined;
  readonly events: SecurityEvent[];
  readonly rows: LoggedRequest[];
  readonly answers: ClientAnswer[];
  /** Lines of the origin's log with the ray; of a case without any other evidence, its line. */
  readonly entries: OriginEntry[];
  /** Lines of the origin's log without a ray that may be this request. */
  readonly likely: OriginEntry[];
  readonly errors: OriginError[];
  /** What a Worker asked for on behalf of this request. */
  readonly subrequests: LoggedRequest[];
  /** Events of what a Worker asked for on behalf of this request. */
  readonly subEvents: SecurityEvent[];
  /** The origin's log has rays, spans the time of this request, and has no line of it. */
  isMissingAtOrigin: boolean;
  /** The case of a ray that may be this one, whose answer has none. */
  twin?: Case;
}

/** Clocks differ, and a log has the end of a request. */
const NEAR = 5_000;

/** How long before its line, or after its start, a worker may be killed. */
const LONG = 130_000;

/** Puts together what belongs to one request: by the ray, and where there is none, by what was asked for and when. */
export function casesOf(evidence: Evidence): readonly Case[] {
  const cases = new Map<string, Case>();
  const withoutRay: Case[] = [];
  const caseOf = (ray: string | undefined): Case => {
    const known = ray === undefined ? undefined : cases.get(ray);
    if (known !== undefined) return known;
    const made = emptyCase(ray);
    if (ray === undefined) withoutRay.push(made);
    else cases.set(ray, made);
    return made;
  };
  for (const answer of evidence.answers) caseOf(answer.ray).answers.push(answer);
  for (const event of distinctEvents(evidence.events)) caseOf(event.ray).events.push(event);
  for (const row of evidence.requests) caseOf(row.ray).rows.push(row);
  for (const row of evidence.requests) {
    const parent = row.parentRay === undefined ? undefined : cases.get(row.parentRay);
    if (parent !== undefined && parent.ray !== row.ray) parent.subrequests.push(row);
  }
  for (const event of evidence.events) {
    const parent = event.originatorRay === undefined ? undefined : cases.get(event.originatorRay);
    if (parent !== undefined && parent.ray !== event.ray) parent.subEvents.push(event);
  }
  const isAlone = cases.size === 0 && withoutRay.length === 0;
  const loose: OriginEntry[] = [];
  for (const entry of evidence.originEntries) {
    if (isAlone) caseOf(entry.ray).entries.push(entry);
    else if (entry.ray === undefined) loose.push(entry);
    // A line of a ray that was not asked about is not a separate case.
    else cases.get(entry.ray)?.entries.push(entry);
  }
  const all = [...cases.values(), ...withoutRay];
  pairTwins(withoutRay, [...cases.values()]);
  addLikely(all, loose);
  addErrors(all, evidence.originErrors);
  markMissing(all, evidence.originEntries);
  return all;
}

/** Each match once: two sources may tell of the same one, and each knows what the other leaves out. */
function distinctEvents(events: readonly SecurityEvent[]): readonly SecurityEvent[] {
  const distinct = new Map<string | SecurityEvent, SecurityEvent>();
  for (const event of events) {
    const { ray, action, source, ruleId, description, matchIndex } = event;
    const key =
      ray === undefined ? event : [ray, action, source, ruleId ?? description, matchIndex].join('\u0000');
    const known = distinct.get(key);
    distinct.set(key, known === undefined ? event : completed(known, event));
  }
  return [...distinct.values()];
}

function completed(event: SecurityEvent, other: SecurityEvent): SecurityEvent {
  const said = Object.entries(event).filter(([, value]) => value !== undefined);
  return {
    ...other,
    ...Object.fromEntries(said),
    metadata: new Map([...other.metadata, ...event.metadata]),
  };
}

/** A case of a ray of which nothing is known. */
export function emptyCase(ray: string | undefined): Case {
  return {
    ray: normalRay(ray),
    events: [],
    rows: [],
    answers: [],
    entries: [],
    likely: [],
    errors: [],
    subrequests: [],
    subEvents: [],
    isMissingAtOrigin: false,
  };
}

/** What is known of the request, of all that says something of it; the client knows best what it sent. */
export function factsOfCase({ answers, rows, events, entries }: Case): RequestFacts {
  const all = [...answers, ...rows, ...events, ...entries].map(({ request }) => request);
  const first = <K extends keyof RequestFacts>(key: K): RequestFacts[K] | undefined =>
    all.map((request) => request[key]).find((value) => value !== undefined);
  return {
    host: first('host'),
    method: first('method'),
    scheme: first('scheme'),
    path: first('path'),
    query: first('query'),
    clientIp: first('clientIp'),
    clientAsn: first('clientAsn'),
    country: first('country'),
    userAgent: first('userAgent'),
  };
}

/** When the request was, as the edge has it if it says so. */
export function timeOfCase({ answers, rows, events, entries }: Case): number | undefined {
  return [...rows, ...events, ...answers, ...entries]
    .map(({ time }) => time)
    .find((time) => time !== undefined);
}

/** What the client was answered: as it saw it, or as the edge has it; 0 in an event is no status. */
export function clientStatusOf({ answers, rows, events }: Case): number | undefined {
  return [
    ...answers.map(({ status }) => status),
    ...[...rows, ...events].map(({ edgeStatus }) => edgeStatus),
  ].find((status) => status !== undefined && status > 0);
}

/** The same, or else what the origin answered, if its lines agree. */
export function statusOfCase(one: Case): number | undefined {
  const [status, ...others] = originStatuses(one);
  return clientStatusOf(one) ?? (others.length === 0 ? status : undefined);
}

/** What lines of the origin's log say that it answered. */
export function originStatuses({ entries }: Case): readonly number[] {
  return [...new Set(entries.flatMap(({ status }) => status ?? []))];
}

/** Whether two may be the same request: what both of them know is equal. */
function isSame(a: RequestFacts, b: RequestFacts): boolean {
  const equal = (key: 'host' | 'method' | 'path'): boolean => {
    const [one, other] = [a[key], b[key]].map(plainText);
    return one === undefined || other === undefined || one === other;
  };
  return a.path !== undefined && b.path !== undefined && equal('host') && equal('method') && equal('path');
}

/** What logs have of each path; `undefined` for what names no request. */
function byPathOf<T extends { readonly request: RequestFacts }>(
  pieces: readonly T[],
): ReadonlyMap<string | undefined, readonly T[]> {
  const byPath = new Map<string | undefined, T[]>();
  for (const piece of pieces) {
    const key = pathKey(piece.request);
    const known = byPath.get(key);
    if (known === undefined) byPath.set(key, [piece]);
    else known.push(piece);
  }
  return byPath;
}

function pathKey({ path }: RequestFacts): string | undefined {
  return plainText(path);
}

/** As Logpush writes it with its option for CVE-2021-44228. */
function plainText(text: string | undefined): string | undefined {
  return text?.replaceAll('${', 'x{');
}

function isNear(a: number | undefined, b: number | undefined, within = NEAR): boolean {
  return a !== undefined && b !== undefined && Math.abs(a - b) <= within;
}

function pairTwins(withoutRay: readonly Case[], withRay: readonly Case[]): void {
  for (const one of withoutRay) {
    if (one.answers.length === 0) continue;
    const [facts, time, status] = [factsOfCase(one), timeOfCase(one), statusOfCase(one)];
    const found = withRay.filter(
      (other) =>
        other.answers.length === 0 &&
        isSame(facts, factsOfCase(other)) &&
        isNear(time, timeOfCase(other)) &&
        [undefined, status].includes(statusOfCase(other)),
    );
    const [twin] = found;
    if (twin !== undefined && found.length === 1) one.twin = twin;
  }
}

function addLikely(cases: readonly Case[], loose: readonly OriginEntry[]): void {
  const byPath = byPathOf(loose);
  for (const one of cases) {
    const [facts, time] = [factsOfCase(one), timeOfCase(one)];
    const found = (byPath.get(pathKey(facts)) ?? []).filter(
      (entry) =>
        !entry.mayBeOfOthers &&
        isSame(facts, entry.request) &&
        isNear(time, entry.time) &&
        entry.status !== undefined,
    );
    one.likely.push(...found);
  }
}

/** An error with a request belongs to that request; one without, as gunicorn writes them, to its time. */
function addErrors(cases: readonly Case[], errors: readonly OriginError[]): void {
  const byPath = byPathOf(errors);
  const ofNoRequest = byPath.get(undefined) ?? [];
  for (const one of cases) {
    const [facts, time] = [factsOfCase(one), timeOfCase(one)];
    const key = pathKey(facts);
    const ofPath = key === undefined ? [] : (byPath.get(key) ?? []);
    one.errors.push(
      ...ofPath.filter(
        (error) =>
          isSame(facts, error.request) &&
          (error.time === undefined || time === undefined || isNear(time, error.time, LONG)),
      ),
      ...ofNoRequest.filter((error) => isNear(time, error.time, LONG)),
    );
  }
}

function markMissing(cases: readonly Case[], entries: readonly OriginEntry[]): void {
  const times = entries.flatMap(({ ray, time }) => (ray === undefined || time === undefined ? [] : [time]));
  // One line without a ray, and the request may be that line.
  if (times.length < 2 || entries.some(({ ray }) => ray === undefined)) return;
  const [from, to] = times.reduce(
    ([least, most], time) => [Math.min(least, time), Math.max(most, time)],
    [Infinity, -Infinity],
  );
  for (const one of cases) {
    const time = timeOfCase(one);
    one.isMissingAtOrigin =
      one.ray !== undefined &&
      one.entries.length === 0 &&
      time !== undefined &&
      time - NEAR > from &&
      time + NEAR < to;
  }
}
