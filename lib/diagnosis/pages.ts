import type { ClientAnswer } from '../evidence';
import type { Remedy } from './remedies';

/** What the body of an answer looks like. */
export interface Page {
  /** How a sentence calls it. */
  readonly title: string;
  /** The source of Security Events that it belongs to, or another product, if it says so. */
  readonly product?: string;
  readonly remedy: Remedy;
  /** It asks the visitor to prove something. */
  readonly isChallenge?: true;
}

/**
 * Error codes of the edge.
 *
 * @see https://developers.cloudflare.com/support/troubleshooting/http-status-codes/cloudflare-1xxx-errors/
 */
const ERRORS: Readonly<Record<number, Omit<Page, 'title'> & { readonly is: string }>> = {
  1000: { is: 'DNS points to a prohibited address', product: 'configuration', remedy: 'configuration' },
  1001: { is: 'DNS resolution error', product: 'configuration', remedy: 'configuration' },
  1002: { is: 'DNS points to a prohibited address', product: 'configuration', remedy: 'configuration' },
  1003: { is: 'access from a Cloudflare address', product: 'configuration', remedy: 'configuration' },
  1005: { is: 'the AS number is banned', product: 'asn', remedy: 'ip-access-rule' },
  1006: { is: 'the IP address is banned', product: 'ip', remedy: 'ip-access-rule' },
  1007: { is: 'the IP address is banned', product: 'ip', remedy: 'ip-access-rule' },
  1008: { is: 'the IP address is banned', product: 'ip', remedy: 'ip-access-rule' },
  1009: { is: 'the country is banned', product: 'country', remedy: 'ip-access-rule' },
  1010: { is: "the browser's signature", product: 'bic', remedy: 'browser-integrity-check' },
  1011: { is: 'hotlinking', product: 'hot', remedy: 'hotlink-protection' },
  1012: { is: 'malicious activity from the address', product: 'securityLevel', remedy: 'security-level' },
  1013: { is: '`Host` and SNI differ', product: 'host-and-sni', remedy: 'host-and-sni' },
  1014: { is: 'a CNAME across accounts', product: 'configuration', remedy: 'configuration' },
  1015: { is: 'rate limiting', product: 'rateLimit', remedy: 'rate-limiting' },
  1016: { is: 'a DNS error for the origin', product: 'configuration', remedy: 'configuration' },
  1020: {
    is: 'a rule of the deprecated product Firewall Rules',
    product: 'firewallRules',
    remedy: 'firewall-rule',
  },
  1101: { is: 'a Worker threw an exception', product: 'worker', remedy: 'worker' },
  1102: { is: 'a Worker exceeded its limits', product: 'worker', remedy: 'worker' },
  1106: { is: 'the IP address is banned', product: 'ip', remedy: 'ip-access-rule' },
};

/** Statuses with which the edge says that the origin gave no proper answer. */
export function isConnectionStatus(status: number): boolean {
  return status >= 520 && status <= 530 && status !== 529;
}

/** The page of an edge that a body is, by its wording: anyone can imitate it, and custom error pages replace it. */
export function edgePage(answer: ClientAnswer): Page | undefined {
  const { status } = answer;
  const text = isPassedOn(answer) ? '' : (answer.body ?? '');
  if (isAccess(answer, text))
    return { title: 'a page of Cloudflare Access', product: 'access', remedy: 'access' };
  // Anything else is a refusal: an article about the pages quotes them.
  const body = status < 400 ? '' : text;
  const code = errorCode(body);
  const error = code === undefined ? undefined : ERRORS[code];
  if (code !== undefined && error !== undefined) return { ...error, title: `error ${code} (${error.is})` };
  if (code !== undefined && (isConnectionStatus(code) || isConnectionStatus(status) || code === status)) {
    return { title: `error ${code} of the edge`, product: 'connection', remedy: 'connection' };
  }
  // Codes that we do not know: one of four digits is only the edge's.
  if (code !== undefined && code >= 1000 && code < 1300)
    return { title: `error ${code} of the edge`, remedy: 'unknown' };
  if (isBlockPage(body)) return { title: 'the block page of the WAF', remedy: 'unknown' };
  if (/<title>\s*Just a moment\.\.\.\s*<\/title>|window\._cf_chl_opt\b/i.test(body)) {
    return { title: 'the page of a challenge', remedy: 'unknown', isChallenge: true };
  }
  if (/<hr>\s*<center>cloudflare<\/center>/i.test(body)) {
    return status === 403
      ? { title: 'the unbranded refusal of the edge', remedy: 'host-and-sni' }
      : { title: 'an unbranded page of the edge', remedy: REFUSED.has(status) ? 'request' : 'unknown' };
  }
  return undefined;
}

/** Malformed requests, and those that are too large. */
const REFUSED: ReadonlySet<number> = new Set([400, 411, 413, 414, 431, 494]);

/** A page within JSON, or one that names another ray: an application passes on what someone else's edge answered it. */
function isPassedOn({ body = '', ray }: ClientAnswer): boolean {
  if (/^\s*[{["]/.test(body) && /<\w/.test(body)) return true;
  if (ray === undefined) return false;
  const rays = [...body.matchAll(/\bRay ID:\s*(?:<[^>]{0,200}>\s*){0,3}([0-9a-f]{16})\b/gi)];
  return rays.length > 0 && rays.every(([, named = '']) => named.toLowerCase() !== ray);
}

function isBlockPage(body: string): boolean {
  return (
    /<title>\s*Attention Required!\s*\|\s*Cloudflare\s*<\/title>/i.test(body) ||
    /Sorry, you have been blocked/i.test(body)
  );
}

function isAccess({ status, headers, request: { host = '' } }: ClientAnswer, body: string): boolean {
  const location = headers.get('location') ?? '';
  return (
    /^https:\/\/[^/?#]+\.cloudflareaccess\.com\//i.test(location) ||
    /^Cloudflare-Access\b/i.test(headers.get('www-authenticate') ?? '') ||
    ((status >= 400 || host.endsWith('.cloudflareaccess.com')) &&
      /<title>[^<]{0,200}[・|·–-]\s*Cloudflare Access\s*<\/title>/i.test(body))
  );
}

/** The code of an error page of Cloudflare: in HTML, plain text, JSON or Markdown. */
function errorCode(body: string): number | undefined {
  // `-w` of curl may have written behind it.
  const [, plain] = /^\s*error code: (\d{3,4})[ \t]*(?:\r?\n[^<]{0,300})?$/i.exec(body) ?? [];
  if (plain !== undefined) return Number(plain);
  if (!/cloudflare/i.test(body)) return undefined;
  const [, json] = /"(?:error_code|errorCode|cf_error_code)"\s*:\s*"?(\d{3,4})\b/.exec(body) ?? [];
  if (json !== undefined && /^\s*\{/.test(body)) return Number(json);
  const [, front = ''] = /^\s*---\r?\n([^]{0,2000}?)\n---/.exec(body) ?? [];
  const [, markdown] = /^cloudflare_error: true\b/m.test(front)
    ? (/^error_code: (\d{3,4})\b/m.exec(front) ?? [])
    : [];
  if (markdown !== undefined) return Number(markdown);
  const [, html] =
    /cf-error-code">\s*(\d{3,4})\b/.exec(body) ??
    /<span[^>]{0,200}>Error<\/span>\s*<span[^>]{0,200}>(\d{3,4})<\/span>/i.exec(body) ??
    (IS_PAGE_OF_EDGE.test(body) ? codeInWords(body) : null) ??
    [];
  return html === undefined ? undefined : Number(html);
}

/** What the pages of the edge have beside the name of Cloudflare, and a page that only names an error has not. */
const IS_PAGE_OF_EDGE =
  /\bid="cf-(?:wrapper|error-details)"|\bclass="[^"]{0,200}\bcf-(?:error|wrapper|footer)|<title>[^<]{0,200}\| 5\d\d: [^<]{0,200}<\/title>|\bRay ID:/i;

function codeInWords(body: string): RegExpExecArray | null {
  return (
    /<(?:title|h1)[^>]{0,200}>[^<]{0,200}\bError(?: code)?:? (\d{3,4})\b/i.exec(body) ??
    /<title>[^<]{0,200}\| (5\d\d): [^<]{0,200}<\/title>/i.exec(body) ??
    /\bError code:? (1\d{3}|52\d|530)\b/i.exec(body)
  );
}
