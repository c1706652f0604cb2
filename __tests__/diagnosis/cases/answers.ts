import type { Remedy } from '../../../lib/diagnosis';
import {
  BLOCK_PAGE,
  CHALLENGE_PAGE,
  curl,
  type DiagnosisCase,
  entry,
  errorPage,
  har,
  OTHER_RAY,
  plainPage,
  RAY,
} from './evidence';

const ERRORS: readonly (readonly [code: number, product: string, remedy: Remedy])[] = [
  [1005, 'asn', 'ip-access-rule'],
  [1006, 'ip', 'ip-access-rule'],
  [1007, 'ip', 'ip-access-rule'],
  [1008, 'ip', 'ip-access-rule'],
  [1106, 'ip', 'ip-access-rule'],
  [1009, 'country', 'ip-access-rule'],
  [1010, 'bic', 'browser-integrity-check'],
  [1011, 'hot', 'hotlink-protection'],
  [1012, 'securityLevel', 'security-level'],
  [1015, 'rateLimit', 'rate-limiting'],
  [1020, 'firewallRules', 'firewall-rule'],
];

export const ANSWERS: readonly DiagnosisCase[] = [
  ...ERRORS.flatMap(([code, product, remedy]): readonly DiagnosisCase[] => {
    const expected = { answeredBy: 'edge', certainty: 'strong', product, remedy } as const;
    return [
      {
        title: `the page of error ${code}`,
        inputs: [curl(code === 1015 ? 429 : 403, {}, errorPage(code))],
        expected,
      },
      { title: `error ${code} in plain text`, inputs: [curl(403, {}, `error code: ${code}\n`)], expected },
    ];
  }),
  {
    title: 'the block page of another ray, which the origin passes on',
    inputs: [
      curl(403, {}, `${BLOCK_PAGE}<span>Cloudflare Ray ID: <strong class="x">${OTHER_RAY}</strong></span>`),
    ],
    expected: { answeredBy: 'origin', certainty: 'weak' },
  },
  {
    title: 'the block page of its own ray',
    inputs: [
      curl(403, {}, `${BLOCK_PAGE}<span>Cloudflare Ray ID: <strong>${RAY.toUpperCase()}</strong></span>`),
    ],
    expected: { answeredBy: 'edge', certainty: 'strong' },
  },
  {
    title: 'a block page within the JSON of an API',
    inputs: [curl(502, {}, JSON.stringify({ upstream: BLOCK_PAGE }))],
    expected: { answeredBy: 'origin', certainty: 'weak' },
  },
  {
    title: 'an article about the block page',
    inputs: [curl(200, {}, BLOCK_PAGE)],
    expected: { answeredBy: 'unknown', certainty: 'none', remedy: 'none' },
  },
  {
    title: 'a code that is not listed, with a status that only an edge gives',
    inputs: [curl(530, {}, 'error code: 1033')],
    expected: { answeredBy: 'edge', certainty: 'strong', product: 'connection', remedy: 'connection' },
  },
  {
    title: 'a body that is too large for the edge',
    inputs: [curl(413, {}, plainPage('413 Payload Too Large', 'cloudflare'))],
    expected: { answeredBy: 'edge', certainty: 'strong', remedy: 'request' },
  },
  {
    title: 'the block page of the WAF',
    inputs: [curl(403, {}, BLOCK_PAGE)],
    expected: { answeredBy: 'edge', certainty: 'strong', remedy: 'unknown', product: undefined },
  },
  {
    title: 'cf-mitigated on a 403',
    inputs: [curl(403, { 'cf-mitigated': 'challenge' }, CHALLENGE_PAGE)],
    expected: { answeredBy: 'edge', certainty: 'proof', remedy: 'unknown', product: undefined },
  },
  {
    title: 'cf-mitigated on a 429',
    inputs: [curl(429, { 'cf-mitigated': 'challenge' }, CHALLENGE_PAGE)],
    expected: { answeredBy: 'edge', certainty: 'proof', remedy: 'unknown', product: undefined },
  },
  {
    title: 'cf-mitigated that says block, which Cloudflare never does',
    inputs: [curl(403, { 'cf-mitigated': 'block' })],
    expected: { answeredBy: 'unknown', certainty: 'none', says: ['which Cloudflare never sends'] },
  },
  {
    title: 'cf-mitigated on a 200',
    inputs: [curl(200, { 'cf-mitigated': 'challenge' }, 'Hello')],
    expected: { answeredBy: 'edge', certainty: 'strong' },
  },
  {
    title: 'cf-mitigated of a server that is not Cloudflare',
    inputs: [curl(403, { server: 'nginx', 'cf-mitigated': 'challenge' }, 'No', null)],
    expected: { answeredBy: 'edge', certainty: 'strong' },
  },
  {
    title: 'the page of a challenge without its header',
    inputs: [curl(403, {}, CHALLENGE_PAGE)],
    expected: { answeredBy: 'edge', certainty: 'strong', remedy: 'unknown' },
  },
  {
    title: 'a page of the origin with the script that Cloudflare adds to any page',
    inputs: [
      curl(
        403,
        {},
        '<html><body>No<script src="/cdn-cgi/challenge-platform/scripts/jsd/main.js"></script></body>',
      ),
    ],
    expected: { answeredBy: 'origin', certainty: 'weak' },
  },
  {
    title: 'a 403 without branding',
    inputs: [curl(403, {}, plainPage('403 Forbidden'))],
    expected: { answeredBy: 'origin', certainty: 'weak', remedy: 'origin' },
  },
  {
    title: 'a 403 without branding, in JSON',
    inputs: [curl(403, { 'content-type': 'application/json' }, '{"error":"forbidden"}')],
    expected: { answeredBy: 'origin', certainty: 'weak' },
  },
  {
    title: 'an unbranded 403 of the edge',
    inputs: [curl(403, {}, plainPage('403 Forbidden', 'cloudflare'))],
    expected: { answeredBy: 'edge', certainty: 'strong', remedy: 'host-and-sni' },
  },
  {
    title: 'a 403 for a Host that differs from SNI',
    inputs: [
      [
        '* Connected to shop.example.com (203.0.113.1) port 443',
        '* SSL connection using TLSv1.3',
        '> GET / HTTP/2',
        '> Host: other.example.com',
        '> ',
        '< HTTP/2 403 ',
        '< server: cloudflare',
        `< cf-ray: ${RAY}-FRA`,
        '< ',
        'Forbidden',
      ].join('\n'),
    ],
    expected: {
      answeredBy: 'edge',
      certainty: 'weak',
      remedy: 'host-and-sni',
      says: ['TLS asked for shop.example.com'],
    },
  },
  {
    title: 'only server: cloudflare and cf-ray',
    inputs: [curl(403)],
    expected: { answeredBy: 'unknown', certainty: 'none', remedy: 'unknown', says: ['prove nothing'] },
  },
  {
    title: 'cf-cache-status beside them',
    inputs: [curl(403, { 'cf-cache-status': 'DYNAMIC' })],
    expected: { answeredBy: 'origin', certainty: 'weak' },
  },
  {
    title: 'a hit of the cache',
    inputs: [curl(404, { 'cf-cache-status': 'HIT' }, 'Not here')],
    expected: { answeredBy: 'edge', certainty: 'strong', product: 'cache' },
  },
  {
    title: 'Access asks for a login',
    inputs: [
      curl(302, { location: 'https://team.cloudflareaccess.com/cdn-cgi/access/login/shop.example.com' }),
    ],
    expected: { answeredBy: 'edge', certainty: 'strong', product: 'access', remedy: 'access' },
  },
  {
    title: 'Access refuses',
    inputs: [curl(403, {}, '<html><head><title>Forbidden ・ Cloudflare Access</title></head></html>')],
    expected: { answeredBy: 'edge', certainty: 'strong', product: 'access' },
  },
  {
    title: 'a page of the origin that only names Cloudflare',
    inputs: [curl(403, {}, '<html><title>Error</title>We use Cloudflare, error 1020 is not this.</html>')],
    expected: { answeredBy: 'origin', certainty: 'weak' },
  },
  {
    title: 'the origin is down',
    inputs: [curl(521, {}, 'error code: 521')],
    expected: { answeredBy: 'edge', certainty: 'strong', product: 'connection' },
  },
  {
    title: 'a Worker threw',
    inputs: [curl(500, {}, errorPage(1101))],
    expected: { answeredBy: 'edge', certainty: 'strong', product: 'worker' },
  },
  {
    title: 'an answer that did not come through Cloudflare',
    inputs: [
      curl(403, { server: 'nginx' }, plainPage('403 Forbidden'), null).replace('server: cloudflare\n', ''),
    ],
    expected: { answeredBy: 'origin', certainty: 'weak', says: ['no `cf-ray`'] },
  },
  {
    title: 'two edges in one HAR: each of its zone, and one of somebody else',
    inputs: [
      har(
        entry(
          'https://shop.example.com/a',
          403,
          { server: 'cloudflare', 'CF-RAY': `${RAY}-FRA` },
          BLOCK_PAGE,
        ),
        entry(
          'https://api.example.net/b',
          403,
          { server: 'cloudflare', 'cf-ray': `${OTHER_RAY}-AMS`, 'cf-mitigated': 'challenge' },
          CHALLENGE_PAGE,
        ),
        entry(
          'https://cdn.example.org/c',
          403,
          { server: 'CloudFront', 'x-amz-cf-id': 'x' },
          'Request blocked.',
        ),
      ),
    ],
    expected: [
      { ray: RAY, answeredBy: 'edge', certainty: 'strong' },
      { ray: OTHER_RAY, answeredBy: 'edge', certainty: 'proof' },
      { ray: undefined, answeredBy: 'unknown', certainty: 'none' },
    ],
  },
  {
    title: 'a HAR without the body',
    inputs: [har(entry('https://shop.example.com/a', 403, { server: 'cloudflare', 'cf-ray': `${RAY}-FRA` }))],
    expected: {
      answeredBy: 'unknown',
      certainty: 'none',
      says: ['the body of the answer is missing or is not text'],
    },
  },
  {
    title: 'an answer of two edges, one behind the other',
    inputs: [`${curl(403).trimEnd()}\ncf-ray: ${OTHER_RAY}-FRA\n\n`],
    expected: { ray: undefined, answeredBy: 'unknown', certainty: 'none', says: ['more than one ray'] },
  },
];
