import {
  access,
  curl,
  type DiagnosisCase,
  entry,
  event,
  events,
  har,
  OTHER_RAY,
  OWASP,
  RAY,
  row,
  SCORE,
} from './evidence';

/** A line of an application's log in JSON. */
const line = (members: object): string =>
  JSON.stringify({ method: 'POST', path: '/users/1/block', status: 403, cf_ray: `${RAY}-FRA`, ...members });

/** Names that every object of JavaScript has. */
const INHERITED = ['constructor', '__proto__', 'toString', 'hasOwnProperty'];

const SCORED = [
  event({ rulesetId: OWASP, ruleId: SCORE, description: '949110: Inbound Anomaly Score Exceeded' }),
  event({ action: 'log', rulesetId: OWASP, ruleId: 'a', description: '941130: XSS', matchIndex: 1 }),
];
/** The same as Logpush has it. */
const LOGPUSH = [
  { RayID: RAY, Action: 'block', Source: 'firewallmanaged', RuleID: SCORE, MatchIndex: 0 },
  { RayID: RAY, Action: 'log', Source: 'firewallmanaged', RuleID: 'a', MatchIndex: 1 },
].map((one) => JSON.stringify(one));

/** Records that look like others, come twice, or have values that no source writes. */
export const STRANGERS: readonly DiagnosisCase[] = [
  {
    title: 'a method of a controller of Rails that is called block',
    inputs: [line({ controller: 'UsersController', action: 'block', format: 'html', source: 'rails' })],
    expected: { answeredBy: 'origin', certainty: 'proof', ray: RAY },
  },
  {
    title:
      'an action and a plain status: a log of the application, or what a job of ones own made of an event',
    inputs: [line({ action: 'block' })],
    expected: { answeredBy: 'origin', certainty: 'weak', says: ['it does not say'] },
  },
  {
    title: 'an action and a plain status, and the source of an event',
    inputs: [line({ action: 'block', source: 'firewallCustom' }).replace('cf_ray', 'ray_id')],
    expected: { answeredBy: 'edge', certainty: 'proof', remedy: 'custom-rule' },
  },
  {
    title: "a client's log of what it was answered",
    inputs: [line({ path: undefined, url: 'https://shop.example.com/users/1/block' })],
    expected: { answeredBy: 'origin', certainty: 'weak', says: ['it does not say'] },
  },
  ...INHERITED.flatMap((name): readonly DiagnosisCase[] => [
    {
      title: `a source and rule by the name of ${name}`,
      inputs: [events(event({ source: name, ruleId: name, rulesetId: name, ref: name }))],
      expected: { answeredBy: 'edge', certainty: 'proof', remedy: 'unknown', product: name },
    },
    {
      title: `the edge's pathing by the name of ${name}`,
      inputs: [row({ EdgePathingOp: 'ban', EdgePathingSrc: name, EdgePathingStatus: name })],
      expected: { answeredBy: 'edge', certainty: 'strong', product: undefined },
    },
  ]),
  {
    title: 'times that are no dates',
    inputs: [
      events(event({ datetime: 1e30 })),
      row({ RayID: OTHER_RAY, EdgeStartTimestamp: '9'.repeat(40), OriginResponseStatus: 403 }),
      line({ time: 1e30, cf_ray: 'aaaaaaaaaaaaaaa1', remote_addr: '203.0.113.7' }),
      har({
        ...entry('https://shop.example.com/', 500, { 'cf-ray': 'aaaaaaaaaaaaaaa2' }),
        startedDateTime: 1e30,
      }),
    ],
    expected: [
      { ray: 'aaaaaaaaaaaaaaa2', answeredBy: 'unknown', certainty: 'none' },
      { ray: RAY, answeredBy: 'edge', certainty: 'proof' },
      { ray: OTHER_RAY, answeredBy: 'origin', certainty: 'proof' },
    ],
  },
  ...['1e999', '2.5', '1e300', '-1', '"x"', '[]'].map((value): DiagnosisCase => ({
    title: `a sample interval of ${value}`,
    inputs: [events(event({ sampleInterval: 1234 })).replace('1234', value)],
    expected: { answeredBy: 'edge', certainty: 'proof' },
  })),
  {
    title: 'metadata that is deeper than the stack',
    inputs: [
      `{"rayName":"${RAY}","action":"block","source":"firewallManaged","metadata":${'{"a":'.repeat(30_000)}1${'}'.repeat(30_000)}}`,
    ],
    expected: { answeredBy: 'edge', certainty: 'proof' },
  },
  {
    title: 'a list that is deeper than the stack',
    inputs: ['['.repeat(200_000) + ']'.repeat(200_000)],
    expected: [],
  },
  {
    title: 'the same events from two sources',
    inputs: [events(...SCORED), LOGPUSH.join('\n'), events(...SCORED)],
    expected: { answeredBy: 'edge', certainty: 'proof', scoreAtLeast: 5, rules: ['a', SCORE] },
  },
  {
    title: 'rays that stand for none',
    inputs: [
      JSON.stringify({
        RayID: 'undefined',
        Action: 'block',
        Source: 'firewallcustom',
        EdgeResponseStatus: 403,
      }),
      JSON.stringify({ RayID: '0000000000000000', EdgeResponseStatus: 200, OriginResponseStatus: 200 }),
    ],
    expected: [
      { ray: undefined, answeredBy: 'edge', certainty: 'proof' },
      { ray: undefined, answeredBy: 'origin', certainty: 'proof' },
    ],
  },
  {
    title: 'the client was gone before the edge answered',
    inputs: [row({ EdgeResponseStatus: 0 })],
    expected: { answeredBy: 'unknown', certainty: 'none' },
  },
  {
    title: 'a block of a request that was redirected',
    inputs: [events(event({ edgeResponseStatus: 302 }))],
    expected: { answeredBy: 'edge', certainty: 'strong', says: ['which this action never gives'] },
  },
  {
    title: "a ray in upper case in the origin's log",
    inputs: [
      `203.0.113.7 - - [01/Jun/2026:12:00:00 +0000] "POST /admin/export HTTP/1.1" 403 1 "-" "x" "${RAY.toUpperCase()}-fra"`,
      curl(403, {}, 'No'),
    ],
    expected: { answeredBy: 'origin', certainty: 'proof' },
  },
  {
    title: "lines of the origin's log with different statuses, and no answer",
    inputs: [`${access(200)}\n${access(403)}`],
    expected: {
      answeredBy: 'origin',
      certainty: 'strong',
      status: undefined,
      says: ['disagree on the status'],
    },
  },
  {
    title: 'one ray with two hosts',
    inputs: [events(event({ clientRequestHTTPHost: 'other.example.com' })), curl(403, {}, 'No')],
    expected: { answeredBy: 'edge', certainty: 'strong', says: ['disagree on the host'] },
  },
  {
    title: 'one ray with two methods',
    inputs: [
      events(event({ clientRequestHTTPMethodName: 'GET' })),
      row({ SecurityAction: 'block', SecurityRuleID: 'x' }),
    ],
    expected: { answeredBy: 'edge', certainty: 'strong', says: ['disagree on the method'] },
  },
  {
    title: 'one host in two spellings',
    inputs: [
      events(event({ clientRequestHTTPHost: 'xn--bcher-kva.example:443' })),
      curl(403, {}, 'No').replace('shop.example.com', 'bücher.example'),
    ],
    expected: { answeredBy: 'edge', certainty: 'proof' },
  },
  {
    title: "a ray in the origin's log of another day",
    inputs: [access(403, RAY, { time: '03/Jun/2026:12:00:00 +0000' }), curl(403, {}, 'No')],
    expected: { answeredBy: 'origin', certainty: 'strong', says: ['disagree on the time'] },
  },
  {
    title: 'a client that did not wait for an answer',
    inputs: [row({ EdgeResponseStatus: 499 })],
    expected: { answeredBy: 'unknown', certainty: 'none', says: ['the client closed the connection'] },
  },
  {
    title: 'the cache answered, and the origin too',
    inputs: [row({ OriginResponseStatus: 403, CacheCacheStatus: 'hit' })],
    expected: { answeredBy: 'origin', certainty: 'strong' },
  },
  {
    title: 'a code of the edge that is in no list',
    inputs: [curl(409, {}, 'error code: 1018')],
    expected: { answeredBy: 'edge', certainty: 'strong', remedy: 'unknown' },
  },
  {
    title: "a line of Traefik's log in JSON",
    inputs: [
      JSON.stringify({
        DownstreamStatus: 403,
        RequestPath: '/admin/export',
        ClientHost: '203.0.113.7',
        'request_Cf-Ray': RAY,
      }),
      curl(403, {}, 'No'),
    ],
    expected: { answeredBy: 'origin', certainty: 'proof' },
  },
];
