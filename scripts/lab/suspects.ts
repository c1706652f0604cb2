import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import type { Answerer, OriginCause } from '../../lib/diagnosis';
import { EXPORT } from './dashboard';
import type { Answer, Lab } from './lab';
import { LOGS } from './logs';

/** The logs of the path, by the names of their files: of the origin, and of the edge. */
export type LogName = (typeof LOGS)[number] | (typeof EDGE_LOGS)[number];

const EDGE_LOGS = ['http_requests.ndjson', 'firewall_events.ndjson'] as const;

/** Something that answers in the place of the application, or in its name. */
export interface Suspect {
  /** A word for it, and the name of its folder. */
  readonly name: string;
  readonly title: string;
  /** What the client is answered. */
  readonly status: number;
  /** What `waf diagnose` is to say of it, with all the logs. */
  readonly expected: { readonly answeredBy: Answerer; readonly cause: OriginCause | undefined };
  /** Makes it answer a request for real. */
  readonly provoke: (lab: Lab, export_: ExportRequest) => Promise<Answer>;
}

/** An export that nothing is wrong with, which each suspect changes. */
export interface ExportRequest {
  readonly frames: readonly string[];
  /** Headers with the session of the creator. */
  readonly headers: Readonly<Record<string, string>>;
}

/** What a request left. */
export interface Evidence {
  readonly answer: Answer;
  /** What was added to each log. */
  readonly logs: Readonly<Record<LogName, string>>;
}

/** The clients of the suspects are different ones, so that nginx limits one of them only. */
const CLIENT = '198.51.100.';

const sendExport = (
  lab: Lab,
  { frames, headers }: ExportRequest,
  {
    json = {},
    more = {},
    path = EXPORT,
    client,
  }: {
    readonly json?: object;
    readonly more?: Readonly<Record<string, string>>;
    readonly path?: string;
    readonly client: number;
  },
): Promise<Answer> =>
  lab.send({ path, json: { frames, ...json }, headers: { ...headers, ...more }, from: `${CLIENT}${client}` });

/** All of them. The last ones end parts of the path, so their order counts. */
export const SUSPECTS: readonly Suspect[] = [
  {
    name: 'rate-limit-503',
    title: "nginx's rate limit, with the status that it has by default",
    status: 503,
    expected: { answeredBy: 'origin', cause: 'rate-limit' },
    provoke: async (lab, request) => {
      return refusedOf(await burst(() => sendExport(lab, request, { client: 1 })), 503);
    },
  },
  {
    name: 'rate-limit-429',
    title: "nginx's rate limit of the login, with `limit_req_status 429`",
    status: 429,
    expected: { answeredBy: 'origin', cause: 'rate-limit' },
    provoke: async (lab) => {
      const json = { user: 'creator', password: 'forgotten' };
      return refusedOf(await burst(() => lab.send({ path: '/login', json, from: `${CLIENT}2` })), 429);
    },
  },
  {
    name: 'empty-user-agent-403',
    title: 'nginx refuses an empty User-Agent',
    status: 403,
    expected: { answeredBy: 'origin', cause: 'empty-user-agent' },
    provoke: (lab, request) => sendExport(lab, request, { more: { 'user-agent': '' }, client: 3 }),
  },
  {
    name: 'empty-user-agent-444',
    title: 'nginx closes the connection of an empty User-Agent (`return 444`)',
    status: 520,
    expected: { answeredBy: 'edge', cause: 'empty-user-agent' },
    provoke: (lab) => lab.send({ path: '/login', headers: { 'user-agent': '' }, from: `${CLIENT}4` }),
  },
  {
    name: 'not-logged-in',
    title: "Flask's 401: no session",
    status: 401,
    expected: { answeredBy: 'origin', cause: 'auth' },
    provoke: (lab, { frames }) => sendExport(lab, { frames, headers: {} }, { client: 5 }),
  },
  {
    name: 'may-not-export',
    title: "Flask's 403: the session of a user who may not export",
    status: 403,
    expected: { answeredBy: 'origin', cause: 'auth' },
    provoke: async (lab, { frames }) => {
      const headers = await lab.logIn('viewer', `${CLIENT}6`);
      return sendExport(lab, { frames, headers }, { client: 6 });
    },
  },
  {
    name: 'no-ffmpeg',
    title: 'ffmpeg is not installed where the application looks for it',
    status: 500,
    expected: { answeredBy: 'origin', cause: 'missing-program' },
    provoke: (lab, request) =>
      sendExport(lab, request, { more: { 'x-lab-trouble': 'no-ffmpeg' }, client: 7 }),
  },
  {
    name: 'body-too-large',
    title: 'a body over `client_max_body_size`',
    status: 413,
    expected: { answeredBy: 'origin', cause: 'body-size' },
    provoke: (lab, request) => sendExport(lab, request, { json: { note: ' '.repeat(1 << 21) }, client: 8 }),
  },
  {
    name: 'proxy-time-out',
    title: "nginx's `proxy_read_timeout`: the preview is slow",
    status: 504,
    expected: { answeredBy: 'origin', cause: 'time-out' },
    provoke: (lab, request) =>
      sendExport(lab, request, {
        path: '/admin/tiktok-creator/preview-mp4',
        more: { 'x-lab-trouble': 'slow' },
        client: 9,
      }),
  },
  {
    name: 'worker-time-out',
    title: "gunicorn's `--timeout`: ffmpeg is slow, and gunicorn aborts the worker, which answers for itself",
    status: 500,
    expected: { answeredBy: 'origin', cause: 'time-out' },
    provoke: (lab, request) => sendExport(lab, request, { more: { 'x-lab-trouble': 'stuck' }, client: 10 }),
  },
  {
    name: 'worker-time-out-deaf',
    title: "gunicorn's `--timeout`: the worker does not hear that it is aborted, and is killed",
    status: 502,
    expected: { answeredBy: 'origin', cause: 'time-out' },
    provoke: (lab, request) => sendExport(lab, request, { more: { 'x-lab-trouble': 'deaf' }, client: 14 }),
  },
  {
    name: 'worker-killed',
    title: 'a worker holds too much memory and is killed',
    status: 502,
    expected: { answeredBy: 'origin', cause: 'crashed-worker' },
    provoke: (lab, request) => sendExport(lab, request, { more: { 'x-lab-trouble': 'memory' }, client: 11 }),
  },
  {
    name: 'application-down',
    title: 'gunicorn does not run',
    status: 502,
    expected: { answeredBy: 'origin', cause: 'not-running' },
    provoke: async (lab, request) => {
      await lab.origin.stopGunicorn();
      return sendExport(lab, request, { client: 12 });
    },
  },
  {
    name: 'origin-down',
    title: 'nginx does not run either',
    status: 521,
    expected: { answeredBy: 'edge', cause: undefined },
    provoke: async (lab, request) => {
      await lab.origin.stopNginx();
      return sendExport(lab, request, { client: 13 });
    },
  },
];

/** The export of the story: so many images that the managed rules take them for an attack. */
export function incident(frames: readonly string[]): Suspect {
  return {
    name: 'managed-rules',
    title: "the edge's managed rules",
    status: 403,
    expected: { answeredBy: 'edge', cause: undefined },
    provoke: (lab, { headers }) => sendExport(lab, { frames, headers }, { client: 15 }),
  };
}

/** Twelve requests at once: nginx lets the first six pass. */
function burst(send: () => Promise<Answer>): Promise<readonly Answer[]> {
  return Promise.all(Array.from({ length: 12 }, send));
}

function refusedOf(answers: readonly Answer[], status: number): Answer {
  const refused = answers.find((answer) => answer.status === status);
  if (refused === undefined)
    throw new Error(`none of ${answers.length} requests at once was answered ${status}`);
  return refused;
}

/** Provokes a suspect, and collects what it has left everywhere. */
export async function collect(lab: Lab, suspect: Suspect, request: ExportRequest): Promise<Evidence> {
  const before = logsOf(lab);
  const answer = await suspect.provoke(lab, request);
  if (answer.status !== suspect.status) {
    throw new Error(`${suspect.name}: expected ${suspect.status}, got ${answer.status}:\n${answer.text}`);
  }
  // Whoever kills a worker, gunicorn notes it a moment later.
  await wait(300);
  const after = logsOf(lab);
  const added = Object.entries(after).map(([name, text]) => [
    name,
    text.slice(before[name as LogName].length),
  ]);
  return { answer, logs: Object.fromEntries(added) as Record<LogName, string> };
}

function logsOf(lab: Lab): Readonly<Record<LogName, string>> {
  const ofEdge = EDGE_LOGS.map((name) => {
    const file = join(lab.folder, 'edge', name);
    return [name, existsSync(file) ? readFileSync(file, 'utf8') : ''] as const;
  });
  return {
    ...lab.origin.logs(),
    ...(Object.fromEntries(ofEdge) as Record<(typeof EDGE_LOGS)[number], string>),
  };
}
