import {
  access,
  BLOCK_PAGE,
  curl,
  type DiagnosisCase,
  event,
  events,
  OTHER_RAY,
  plainPage,
  RAY,
  row,
  SENSITIVE_DATA,
} from './evidence';

const nginx = (message: string): string =>
  `2026/06/01 12:00:01 [error] 7#7: *1 ${message}, client: 203.0.113.7, server: shop.example.com, request: "POST /admin/export HTTP/1.1", host: "shop.example.com"`;

export const ORIGIN: readonly DiagnosisCase[] = [
  {
    title: 'a span of a trace at the end of a line, which has the form of a ray',
    inputs: [`${access(403, null)} "00f067aa0ba902b7"`],
    expected: { answeredBy: 'origin', certainty: 'strong', ray: undefined },
  },
  {
    title: "the ray is in the origin's log with the status that the client saw",
    inputs: [curl(403, {}, plainPage('403 Forbidden')), access(403)],
    expected: { answeredBy: 'origin', certainty: 'proof', remedy: 'origin' },
  },
  {
    title: "the ray is in the origin's log with another status",
    inputs: [curl(403, {}, 'Forbidden'), access(200)],
    expected: { answeredBy: 'edge', certainty: 'strong', remedy: 'worker' },
  },
  {
    title: "the origin's log alone",
    inputs: [access(403)],
    expected: { answeredBy: 'origin', certainty: 'proof', status: 403 },
  },
  {
    title: "the origin's log alone, of what it did not refuse",
    inputs: [access(200)],
    expected: { answeredBy: 'origin', certainty: 'strong', status: 200 },
  },
  {
    title: "the origin's log alone, without a ray",
    inputs: [access(403, null)],
    expected: { answeredBy: 'origin', certainty: 'strong', status: 403 },
  },
  {
    title: 'a line without a ray of the same request',
    inputs: [curl(403), access(403, null)],
    expected: { answeredBy: 'origin', certainty: 'strong' },
  },
  {
    title: 'a line without a ray, an hour later',
    inputs: [curl(403), access(403, null, { time: '01/Jun/2026:13:00:00 +0000' })],
    expected: { answeredBy: 'unknown', certainty: 'none' },
  },
  {
    title: 'the ray is missing in a log of the origin that has rays and spans the time',
    inputs: [
      curl(403),
      [
        access(200, OTHER_RAY, { time: '01/Jun/2026:11:00:00 +0000' }),
        access(200, '8a1b2c3d4e5f6073', { time: '01/Jun/2026:13:00:00 +0000' }),
      ].join('\n'),
    ],
    expected: { answeredBy: 'edge', certainty: 'weak' },
  },
  {
    title: 'the edge did not wait for the origin',
    inputs: [
      curl(524, {}, 'error code: 524'),
      `${access(499)}\n[2026-06-01 12:01:30 +0000] [1] [CRITICAL] WORKER TIMEOUT (pid:9)`,
    ],
    expected: { answeredBy: 'edge', certainty: 'strong', product: 'connection', cause: 'time-out' },
  },
  {
    title: "nginx's rate limit",
    inputs: [
      curl(503, {}, plainPage('503 Service Temporarily Unavailable')),
      `${access(503)}\n${nginx('limiting requests, excess: 5.600 by zone "api"')}`,
    ],
    expected: { answeredBy: 'origin', certainty: 'proof', remedy: 'origin', cause: 'rate-limit' },
  },
  {
    title: 'an empty User-Agent',
    inputs: [curl(403, {}, plainPage('403 Forbidden')), access(403, RAY, { agent: '-' })],
    expected: { answeredBy: 'origin', certainty: 'proof', cause: 'empty-user-agent' },
  },
  {
    title: "a rule of nginx's own",
    inputs: [access(403), nginx('access forbidden by rule')],
    expected: { answeredBy: 'origin', certainty: 'proof', cause: 'access-rule' },
  },
  {
    title: 'a body that is too large',
    inputs: [access(413), nginx('client intended to send too large body: 2097152 bytes')],
    expected: { answeredBy: 'origin', certainty: 'proof', cause: 'body-size' },
  },
  {
    title: 'a time-out of gunicorn',
    inputs: [
      curl(502, {}, plainPage('502 Bad Gateway')),
      access(502),
      '[2026-06-01 12:00:31 +0000] [1] [CRITICAL] WORKER TIMEOUT (pid:9)\n[2026-06-01 12:00:32 +0000] [1] [ERROR] Worker (pid:9) was sent SIGKILL! Perhaps out of memory?',
    ],
    expected: { answeredBy: 'origin', certainty: 'proof', cause: 'time-out' },
  },
  {
    title: 'a crashed worker',
    inputs: [
      access(502),
      `${nginx('upstream prematurely closed connection while reading response header from upstream')}\n[2026-06-01 12:00:01 +0000] [1] [ERROR] Worker (pid:9) was sent SIGSEGV!`,
    ],
    expected: { answeredBy: 'origin', certainty: 'proof', cause: 'crashed-worker' },
  },
  {
    title: 'an application that does not run',
    inputs: [access(502), nginx('connect() failed (111: Connection refused) while connecting to upstream')],
    expected: { answeredBy: 'origin', certainty: 'proof', cause: 'not-running' },
  },
  {
    title: "the route's own auth",
    inputs: [
      JSON.stringify({
        time_iso8601: '2026-06-01T12:00:00+00:00',
        request: 'POST /admin/export HTTP/1.1',
        status: 403,
        upstream_status: '403',
        http_cf_ray: `${RAY}-FRA`,
        http_user_agent: 'curl/8',
      }),
    ],
    expected: { answeredBy: 'origin', certainty: 'proof', cause: 'auth' },
  },
  {
    title: 'a trouble of the same minute that gives another status',
    inputs: [access(403), '[2026-06-01 12:00:01 +0000] [1] [CRITICAL] WORKER TIMEOUT (pid:9)'],
    expected: { answeredBy: 'origin', certainty: 'proof', cause: undefined },
  },
  {
    title: 'nginx closes the connection by a rule that is not about the User-Agent',
    inputs: [curl(520, {}, 'error code: 520'), access(444)],
    expected: { answeredBy: 'edge', certainty: 'strong', product: 'connection', cause: 'closed-by-rule' },
  },
  {
    title: "an exception of the application, in Flask's words",
    inputs: [
      access(500),
      '[2026-06-01 12:00:00,123] ERROR in app: Exception on /admin/export [POST]\nTraceback (most recent call last):\n  File "app.py", line 1, in f\nKeyError: \'frames\'',
    ],
    expected: {
      answeredBy: 'origin',
      certainty: 'proof',
      cause: 'exception',
      says: ['the log of Flask says: Exception on /admin/export [POST]'],
    },
  },
  {
    title: 'lines of other rays are no requests of their own',
    inputs: [curl(403, {}, BLOCK_PAGE), `${access(200, OTHER_RAY)}\n${access(403, '8a1b2c3d4e5f6073')}`],
    expected: [{ ray: RAY, answeredBy: 'edge', certainty: 'strong' }],
  },
];

/** Pieces of evidence that do not fit each other, and what comes out all the same. */
export const CONTRADICTIONS: readonly DiagnosisCase[] = [
  {
    title: "a block, and the ray in the origin's log with the same status",
    inputs: [events(event()), access(403)],
    expected: {
      answeredBy: 'unknown',
      certainty: 'none',
      remedy: 'unknown',
      says: ['contradict each other'],
    },
  },
  {
    title: "a block, and the ray in the origin's log with another status",
    inputs: [events(event()), access(200)],
    expected: { answeredBy: 'edge', certainty: 'proof' },
  },
  {
    title: 'a block, and the same status of the origin in the event',
    inputs: [events(event({ originResponseStatus: 403 }))],
    expected: { answeredBy: 'unknown', certainty: 'none' },
  },
  {
    title: 'sensitive data in an answer of the origin with the same status',
    inputs: [events(event({ originResponseStatus: 403, rulesetId: SENSITIVE_DATA }))],
    expected: { answeredBy: 'edge', certainty: 'proof' },
  },
  {
    title: 'a row with an action and the same status of the origin',
    inputs: [row({ SecurityAction: 'block', SecurityRuleID: 'x', OriginResponseStatus: 403 })],
    expected: { answeredBy: 'unknown', certainty: 'none' },
  },
  {
    title: 'a block of a request that was answered 200',
    inputs: [events(event()), curl(200, {}, 'Hello')],
    expected: { answeredBy: 'edge', certainty: 'strong', says: ['disagree on the status'] },
  },
  {
    title: 'a challenge, and its solution, of one ray',
    inputs: [
      events(
        event({ action: 'managed_challenge' }),
        event({ action: 'managed_challenge_interactive_solved' }),
      ),
    ],
    expected: { answeredBy: 'edge', certainty: 'strong', says: ['may have continued'] },
  },
  {
    title: "an origin behind an edge of its own shows Cloudflare's block page",
    inputs: [curl(403, {}, BLOCK_PAGE), row({ OriginResponseStatus: 403 })],
    expected: { answeredBy: 'origin', certainty: 'proof', remedy: 'origin' },
  },
  {
    title: "an origin behind an edge of its own shows Cloudflare's block page, by the origin's log",
    inputs: [curl(403, {}, BLOCK_PAGE), access(403)],
    expected: { answeredBy: 'origin', certainty: 'proof', remedy: 'origin' },
  },
  {
    title: 'an origin behind an edge of its own passes on a challenge',
    inputs: [curl(403, { 'cf-mitigated': 'challenge' }), row({ OriginResponseStatus: 403 })],
    expected: { answeredBy: 'unknown', certainty: 'none' },
  },
  {
    title: 'a page of its own in place of the block page, and the event',
    inputs: [curl(403, {}, '<html>Our own page</html>'), events(event())],
    expected: { answeredBy: 'edge', certainty: 'proof', remedy: 'exception' },
  },
  {
    title: 'a custom error page without any event',
    inputs: [curl(403, {}, '<html>Our own page</html>'), events()],
    expected: { answeredBy: 'origin', certainty: 'weak' },
  },
  {
    title: 'a challenge, and the event that says whose',
    inputs: [
      curl(403, { 'cf-mitigated': 'challenge' }),
      events(event({ action: 'managed_challenge', source: 'firewallCustom', ruleId: 'x' })),
    ],
    expected: { answeredBy: 'edge', certainty: 'proof', remedy: 'custom-rule', rules: ['x'] },
  },
  {
    title: 'an answer without a ray, and one event of the same request',
    inputs: [curl(403, {}, BLOCK_PAGE, null), events(event())],
    expected: [{ ray: undefined, answeredBy: 'edge', certainty: 'strong', remedy: 'exception', says: [RAY] }],
  },
  {
    title: 'an answer, and events of another ray that were sampled',
    inputs: [curl(403), events(event({ rayName: OTHER_RAY, sampleInterval: 10 }))],
    expected: [
      { ray: RAY, answeredBy: 'unknown', certainty: 'none', says: ['sampled'] },
      { ray: OTHER_RAY, answeredBy: 'edge', certainty: 'proof' },
    ],
  },
  {
    title: "the edge's log and the client do not agree on the status",
    inputs: [row({ EdgeResponseStatus: 200, OriginResponseStatus: 200 }), curl(403, {}, 'No')],
    expected: { answeredBy: 'origin', certainty: 'strong', says: ['200', '403'] },
  },
];
