import { domainToASCII } from 'node:url';
import { text, type Text } from '../review/text';
import { type Case, clientStatusOf, originStatuses } from './cases';

/** What the sources of one ray disagree on: then one of them is of another request, or is forged. */
export function disagreements(one: Case): readonly Text[] {
  return [...statuses(one), ...hosts(one), ...methods(one), ...times(one)];
}

/** The client, the edge's events and the edge's log should agree on what the client was answered. */
function statuses(one: Case): readonly Text[] {
  const { answers, rows, events } = one;
  const ofClient = answers.map(({ status }) => status);
  const ofEdge = [...rows, ...events].flatMap(({ edgeStatus }) =>
    edgeStatus === undefined || edgeStatus === 0 ? [] : [edgeStatus],
  );
  const all = new Set([...ofClient, ...ofEdge]);
  if (all.size > 1) {
    return [
      text`The sources disagree on the status that the client got: ${[...all].map(String).join(', ')}.`,
    ];
  }
  const ofOrigin = originStatuses(one);
  // A request that was sent on within the origin leaves lines with other statuses too: what the client saw is one of them.
  return clientStatusOf(one) !== undefined || ofOrigin.length < 2
    ? []
    : [text`The lines of the origin's log disagree on the status: ${ofOrigin.map(String).join(', ')}.`];
}

/** The edge sees the host that the client sends; the origin may be sent another one. */
function hosts({ answers, rows, events }: Case): readonly Text[] {
  const all = new Set(
    [...answers, ...rows, ...events].flatMap(({ request: { host } }) =>
      host === undefined ? [] : [plainName(host)],
    ),
  );
  return all.size < 2 ? [] : [text`The sources disagree on the host: ${[...all].join(', ')}.`];
}

/** Without a port, and as DNS has it. */
function plainName(host: string): string {
  const name = host.replace(/:\d+$/, '');
  const ascii = domainToASCII(name);
  return ascii === '' ? name : ascii;
}

function methods({ answers, rows, events }: Case): readonly Text[] {
  const all = new Set(
    [...answers, ...rows, ...events].flatMap(({ request: { method } }) => method?.toUpperCase() ?? []),
  );
  return all.size < 2 ? [] : [text`The sources disagree on the method: ${[...all].join(', ')}.`];
}

/** More than clocks and zones of time can differ by. */
const DAY_MS = 86_400_000;

function times({ answers, rows, events, entries }: Case): readonly Text[] {
  const all = [...answers, ...rows, ...events, ...entries].flatMap(({ time }) => time ?? []);
  const [least, most] = all.reduce<readonly [from: number, to: number]>(
    ([from, to], time) => [Math.min(from, time), Math.max(to, time)],
    [Infinity, -Infinity],
  );
  if (!(most - least > DAY_MS)) return [];
  const [first, last] = [least, most].map((time) => new Date(time).toISOString());
  return [text`The sources disagree on the time: ${first ?? ''}, ${last ?? ''}.`];
}
