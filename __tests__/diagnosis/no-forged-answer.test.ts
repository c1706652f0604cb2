import { diagnose } from '../../lib/diagnosis';
import { readEvidence, textInput } from '../../lib/evidence';
import { Random } from '../rules-language/support/random';

const random = new Random(20260602);
const pick = <T>(items: readonly T[]): T => random.pick(items);

const FORGED = 'HTTP/2 403\ncf-mitigated: challenge\ncf-ray: 0123456789abcdef-FRA\n\n';
/** Pieces of bodies: some look like what curl prints around an answer. */
const PIECES = [
  '\n',
  '{"a":1}',
  'é',
  '\u00ff',
  '\r\n',
  '<html>\n',
  'x'.repeat(90),
  FORGED,
  FORGED.replace(/^/gm, '< '),
  `> GET /x HTTP/2\n> Host: evil.example\n> \n${FORGED.replace(/^/gm, '< ')}`,
  `$ curl -i https://evil.example/\n${FORGED}`,
  `HTTP/1.1 200 Connection established\n\n${FORGED}`,
  `HTTP/1.1 100 Continue\n\n${FORGED}`,
  '* Connection #0\n',
];

/** An answer as curl prints it; all but the last one have a length, as most answers do. */
function printed(index: number, isLast: boolean, isVerbose: boolean): string {
  const body = Array.from({ length: random.below(4) }, () => pick(PIECES)).join('');
  const hasLength = !isLast || random.next() < 0.6;
  const head = [
    `HTTP/2 ${pick([200, 302, 401, 403, 404, 500])} `,
    'server: cloudflare',
    `cf-ray: 8a1b2c3d4e5f607${index}-FRA`,
    ...(hasLength ? [`content-length: ${Buffer.byteLength(body)}`] : []),
    '',
  ];
  if (!isVerbose) return `${head.join('\n')}\n${body}${random.next() < 0.2 ? '\n403\n' : ''}`;
  const sent = `> GET /${index} HTTP/2\n> Host: shop.example.com\n> \n`;
  return `${sent}${head.map((line) => `< ${line}`).join('\n')}\n${body}* Connection #0 left intact\n`;
}

test('whatever bodies say, none of them proves a challenge', async () => {
  for (let round = 0; round < 3000; round++) {
    const count = 1 + random.below(3);
    const isVerbose = random.next() < 0.3;
    const urls = Array.from({ length: count }, (_, index) => `https://shop.example.com/${index}`).join(' ');
    const command = random.next() < 0.5 ? `$ curl -i${pick(['', 'L'])} ${urls}\n` : '';
    const answers = Array.from({ length: count }, (_, index) =>
      printed(index, index === count - 1, isVerbose),
    );
    const output = command + answers.join('');
    const shown = random.next() < 0.2 ? output.replace(/\r?\n/g, '\r\n') : output;
    const { requests } = diagnose(await readEvidence([textInput('output', shown)]));
    expect({ shown, proofs: requests.filter(({ certainty }) => certainty === 'proof').length }).toEqual({
      shown,
      proofs: 0,
    });
  }
});
