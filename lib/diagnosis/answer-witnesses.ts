import type { ClientAnswer } from '../evidence';
import { type Text, text } from '../review/text';
import { edgePage } from './pages';
import { placeText, type Testimony, type Witness } from './witness';

/** Other edges, by a header that only theirs have. */
const OTHER_EDGES: readonly (readonly [header: string, name: string])[] = [
  ['x-amz-cf-id', 'CloudFront'],
  ['x-fastly-request-id', 'Fastly'],
  ['x-akamai-request-id', 'Akamai'],
  ['akamai-grn', 'Akamai'],
  ['x-azure-ref', 'Azure Front Door'],
  ['x-vercel-id', 'Vercel'],
];

/** Only a proxy that the client itself names asks for credentials by it. */
const PROXY_AUTHENTICATION = 407;

/** What the answer that a client received says. */
export function answerTestimony(answer: ClientAnswer): Testimony {
  const { headers, place, status, body, request, sni } = answer;
  const witnesses: Witness[] = [];
  const remarks: Text[] = [];
  const contradictions: Text[] = [];
  if (request.method === 'CONNECT' || status === PROXY_AUTHENTICATION) {
    const remark = text`${placeText(place)}: a proxy on the way to Cloudflare answered: the request reached neither the edge nor the origin.`;
    return { witnesses, remarks: [remark], contradictions };
  }
  const mitigated = headers.get('cf-mitigated');
  // A header that comes twice is one.
  if (mitigated?.split(',').every((value) => value.trim().toLowerCase() === 'challenge') === true) {
    witnesses.push({
      side: 'edge',
      certainty: answer.mayBeOfBody ? 'strong' : 'proof',
      action: 'challenge',
      remedy: 'unknown',
      sentence: text`${placeText(place)}: the header \`cf-mitigated: challenge\` shows a challenge by the edge, but not which product issued it.`,
    });
    const { server = 'cloudflare' } = Object.fromEntries(headers);
    if (server.toLowerCase() !== 'cloudflare' && !headers.has('cf-ray')) {
      contradictions.push(
        text`The answer comes from the server ${server} and has no ray: its header \`cf-mitigated\` may not be Cloudflare's.`,
      );
    }
    if (status < 300) {
      contradictions.push(
        text`A challenge never has status ${status}: the header \`cf-mitigated\` may not be Cloudflare's.`,
      );
    }
  } else if (mitigated !== undefined) {
    remarks.push(
      text`${placeText(place)}: the header \`cf-mitigated\` says ${mitigated}, which Cloudflare never sends.`,
    );
  }
  if (answer.mayBeOfBody) {
    remarks.push(
      text`${placeText(place)}: the answer before it has no length: this one may be the text of its body. The command, with \`-L\`, says more.`,
    );
  }
  const page = edgePage(answer);
  if (page !== undefined) {
    witnesses.push({
      side: 'edge',
      certainty: 'strong',
      isWording: true,
      product: page.product,
      remedy: page.remedy,
      ...(page.isChallenge === true && { action: 'challenge' }),
      sentence: text`${placeText(place)}: the body is ${[page.title]}. Its wording can be replaced or imitated.`,
    });
  }
  const differs = sni !== undefined && request.host !== undefined && sni !== request.host;
  if (differs)
    remarks.push(text`${placeText(place)}: \`Host\` was ${request.host}, but TLS asked for ${sni}.`);
  if (page === undefined && mitigated === undefined) {
    witnesses.push(...unbranded(answer, differs));
    const rays = headers.get('cf-ray');
    if (rays !== undefined || headers.get('server')?.toLowerCase() === 'cloudflare') {
      remarks.push(
        text`${placeText(place)}: \`server: cloudflare\` and \`cf-ray\` prove nothing: answers of the origin have them, too.`,
      );
    }
  }
  if (answer.ray === undefined && headers.has('cf-ray')) {
    remarks.push(
      text`${placeText(place)}: the answer has more than one ray (${headers.get('cf-ray') ?? ''}): one edge is behind another.`,
    );
  }
  if (status >= 400 && body === undefined) {
    remarks.push(
      text`${placeText(place)}: the body of the answer is missing or is not text; it could have said more.`,
    );
  }
  return { witnesses, remarks, contradictions };
}

/** An answer that does not look like one of Cloudflare's. */
function unbranded({ headers, place, status, body }: ClientAnswer, differs: boolean): readonly Witness[] {
  const isCloudflare = headers.has('cf-ray') || headers.get('server')?.toLowerCase() === 'cloudflare';
  if (!isCloudflare) {
    const [, other] = OTHER_EDGES.find(([header]) => headers.has(header)) ?? [];
    // Whether that edge answered, or what is behind it, its headers do not say.
    if (other !== undefined || headers.size === 0) return [];
    return [
      {
        side: 'origin',
        certainty: 'weak',
        sentence: text`${placeText(place)}: the answer has no \`cf-ray\`: it did not come through Cloudflare, or something removed the header.`,
      },
    ];
  }
  const cache = headers.get('cf-cache-status') ?? '';
  if (/^(?:HIT|STALE|UPDATING|REVALIDATED)$/i.test(cache)) {
    return [
      {
        side: 'edge',
        certainty: 'strong',
        product: 'cache',
        remedy: 'cache',
        sentence: text`${placeText(place)}: the header \`cf-cache-status\` says ${cache}: the cache answered with an earlier answer of the origin.`,
      },
    ];
  }
  if (status === 403 && differs) {
    return [
      {
        side: 'edge',
        certainty: 'weak',
        product: 'host-and-sni',
        remedy: 'host-and-sni',
        sentence: text`${placeText(place)}: if \`Host\` differs from the name in TLS, the edge answers with an unbranded 403 and logs no event.`,
      },
    ];
  }
  const why: Text[] = [];
  if (status >= 400 && body !== undefined && body.trim() !== '') {
    why.push(
      text`the body has no Cloudflare branding, like answers of an origin; custom error pages, a Worker, and a 403 for a \`Host\` that differs from SNI look the same`,
    );
  }
  if (cache !== '')
    why.push(
      text`the header \`cf-cache-status\` (${cache}) appears on answers that were passed on, but not on a block`,
    );
  return why.slice(0, 1).map((reason) => ({
    side: 'origin',
    certainty: 'weak',
    sentence: text`${placeText(place)}: ${reason}.`,
  }));
}
