import { BLOCK_PAGE, CHALLENGE_PAGE, type DiagnosisCase, OTHER_RAY, RAY } from './evidence';

/** The head of an answer of the edge, as curl prints it. */
function head(status: number, ray = RAY, ...headers: readonly string[]): string {
  return [`HTTP/2 ${status} `, 'server: cloudflare', `cf-ray: ${ray}-FRA`, ...headers, '', ''].join('\n');
}

const verbose = (text: string, mark = '<'): string => text.replace(/^(?=.*$)/gm, `${mark} `).trimEnd();
const CHALLENGED = 'HTTP/2 403\ncf-mitigated: challenge\n\n';

/** Outputs of curl with more than one answer in them, and with bodies that look like answers. */
export const TRANSCRIPTS: readonly DiagnosisCase[] = [
  {
    title: 'a proxy opened a tunnel, with headers of its own',
    inputs: [
      `HTTP/1.1 200 Connection established\nVia: 1.1 proxy\n\n${head(403)}${BLOCK_PAGE}`,
      `HTTP/1.0 200 OK\nProxy-Agent: squid\n\n${head(403, OTHER_RAY)}${BLOCK_PAGE}`,
    ],
    expected: [
      { answeredBy: 'edge', certainty: 'strong', status: 403 },
      { answeredBy: 'edge', certainty: 'strong', status: 403 },
    ],
  },
  {
    title: 'a proxy opened a tunnel, in the words of `curl -v`',
    inputs: [
      [
        '* Connected to proxy.example.net (10.0.0.1) port 3128',
        '> CONNECT shop.example.com:443 HTTP/1.1\n> Host: shop.example.com:443\n> ',
        '< HTTP/1.1 200 OK\n< X-Proxy: a\n< ',
        '* ALPN: server accepted h2',
        '> POST /admin/export HTTP/2\n> Host: shop.example.com\n> ',
        `${verbose(head(403))}\n< `,
        'Forbidden',
      ].join('\n'),
    ],
    expected: { answeredBy: 'origin', certainty: 'weak', status: 403 },
  },
  {
    title: 'a proxy refused the tunnel',
    inputs: [
      '> CONNECT shop.example.com:443 HTTP/1.1\n> \n< HTTP/1.1 403 Forbidden\n< Server: squid\n< \ncurl: (56) CONNECT tunnel failed, response 403',
      'HTTP/1.1 407 Proxy Authentication Required\nProxy-Authenticate: Basic\n\n',
    ],
    expected: [
      { answeredBy: 'unknown', certainty: 'none', remedy: 'unknown', says: ['a proxy on the way'] },
      { answeredBy: 'unknown', certainty: 'none', remedy: 'unknown', says: ['a proxy on the way'] },
    ],
  },
  {
    title: 'two URLs of one command: a body ends by its length',
    inputs: [
      `$ curl -i https://shop.example.com/a https://shop.example.com/b\n${head(403, RAY, 'content-length: 14')}{"error":"no"}${head(403, OTHER_RAY)}${BLOCK_PAGE}`,
    ],
    expected: [
      { ray: RAY, answeredBy: 'origin', certainty: 'weak' },
      { ray: OTHER_RAY, answeredBy: 'edge', certainty: 'strong' },
    ],
  },
  ...(
    [
      ['behind the code', 'content-length: 16', 'error code: 1020403'],
      ['in a line of its own', 'content-length: 16', 'error code: 1020\n403 0.1\n'],
      ['in a line of its own, without a length', 'x: y', 'error code: 1020\nhttp_code=403\n'],
    ] as const
  ).map(([where, header, body]): DiagnosisCase => ({
    title: `what -w writes ${where}`,
    inputs: [head(403, RAY, header) + body],
    expected: { answeredBy: 'edge', certainty: 'strong', product: 'firewallRules' },
  })),
  {
    title: 'a redirect whose body looks like an answer, by its length',
    inputs: [head(302, RAY, 'location: /login', `content-length: ${CHALLENGED.length}`) + CHALLENGED],
    expected: [{ status: 302, answeredBy: 'unknown', certainty: 'none' }],
  },
  {
    title: 'an answer behind a redirect without a length may be of its body',
    inputs: [head(302, RAY, 'location: /login') + CHALLENGED],
    expected: [
      { status: 302, answeredBy: 'unknown', certainty: 'none' },
      { status: 403, answeredBy: 'edge', certainty: 'strong', says: ['may be the text of its body'] },
    ],
  },
  {
    title: 'an answer behind a redirect that a command follows, and behind one with a length',
    inputs: [
      `$ curl -iL https://shop.example.com/\n${head(302, RAY, 'location: /login')}${head(403, OTHER_RAY, 'cf-mitigated: challenge')}`,
      `${head(301, '8a1b2c3d4e5f6073', 'location: /login', 'content-length: 167')}${head(403, '8a1b2c3d4e5f6074', 'cf-mitigated: challenge')}`,
    ],
    expected: [
      { status: 302, answeredBy: 'unknown', certainty: 'none' },
      { status: 403, answeredBy: 'edge', certainty: 'proof' },
      { status: 301, answeredBy: 'unknown', certainty: 'none' },
      { status: 403, answeredBy: 'edge', certainty: 'proof' },
    ],
  },
  {
    title: 'a body that looks like what `curl -v` says, in an output of `curl -i`',
    inputs: [`${head(200, RAY, 'content-length: 0')}${head(500, OTHER_RAY)}${verbose(CHALLENGED)}\n< \n`],
    expected: [
      { status: 200, answeredBy: 'unknown', certainty: 'none' },
      { status: 500, answeredBy: 'origin', certainty: 'weak' },
    ],
  },
  {
    title: 'a redirect whose body looks like an answer, of a command that follows none',
    inputs: [`$ curl -i https://shop.example.com/\n${head(302, RAY, 'location: /login')}${CHALLENGED}`],
    expected: [{ status: 302, answeredBy: 'unknown', certainty: 'none' }],
  },
  {
    title:
      'a body that looks like an answer, behind bytes that are no text: its length is not that of the text',
    inputs: [
      `${head(200, RAY, 'content-length: 20')}${'\ufffd'.repeat(20 / 3)}\ufffd\n${CHALLENGED}`,
      `${head(200, OTHER_RAY, 'content-length: 4', 'content-encoding: gzip')}abcd${CHALLENGED}`,
      `${head(200, '8a1b2c3d4e5f6073', 'content-length: 6')}\n\n\n\n${CHALLENGED}`.replaceAll('\n', '\r\n'),
    ],
    expected: [200, 200, 200].map((status) => ({ status, answeredBy: 'unknown', certainty: 'none' })),
  },
  {
    title: 'a body that looks like what `curl -v` notes and sends',
    inputs: [
      `> GET /a HTTP/2\n> Host: shop.example.com\n> \n${verbose(head(403))}\n< \n* Connected to evil.example.net (x) port 443\n* ALPN: x\n> GET /b HTTP/2\n> Host: evil.example.net\n> \n`,
    ],
    expected: { answeredBy: 'origin', certainty: 'weak', status: 403 },
  },
  {
    title: 'headers in the bold type of a terminal',
    inputs: [
      `HTTP/2 403 \n\u001b[1mcf-ray\u001b[0m: ${RAY}-FRA\n\u001b[1mcf-mitigated\u001b[0m: challenge\n\n`,
    ],
    expected: { answeredBy: 'edge', certainty: 'proof', ray: RAY },
  },
  {
    title: 'cf-mitigated twice',
    inputs: [head(403, RAY, 'cf-mitigated: challenge', 'cf-mitigated: challenge')],
    expected: { answeredBy: 'edge', certainty: 'proof' },
  },
  {
    title: 'a compressed body has no wording',
    inputs: [`${head(403, RAY, 'content-encoding: br')}\u0000\ufffd\u0003\ufffd\ufffd`],
    expected: { answeredBy: 'unknown', certainty: 'none', says: ['is not text'] },
  },
  ...(
    [
      ['an error in plain text', 'error code: 1020'],
      ['an article', '<p>How we fixed Cloudflare Error code: 1020</p>'],
      ['the page of a challenge', CHALLENGE_PAGE],
      ['a page about Access', '<title>How to use Cloudflare Access</title>'],
      ['a page that is signed', '<hr><center>cloudflare</center>'],
    ] as const
  ).map(([title, body]): DiagnosisCase => ({
    title: `what is answered with 200 is no refusal: ${title}`,
    inputs: [head(200) + body],
    expected: { answeredBy: 'unknown', certainty: 'none', remedy: 'none' },
  })),
  ...['<p>Popular: Cloudflare Error code: 1020</p>', '<title>Error 1020 by Cloudflare</title>'].map(
    (body): DiagnosisCase => ({
      title: `a page of the origin that names an error of Cloudflare: ${body}`,
      inputs: [head(404) + body],
      expected: { answeredBy: 'origin', certainty: 'weak' },
    }),
  ),
  {
    title: 'an error of the edge in Markdown',
    inputs: [
      `${head(429, RAY, 'content-type: text/markdown')}---\nerror_code: 1015\ncloudflare_error: true\n---\n\n# Error 1015\n`,
    ],
    expected: { answeredBy: 'edge', certainty: 'strong', product: 'rateLimit' },
  },
];
