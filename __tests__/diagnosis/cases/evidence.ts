import type { Answerer, Certainty, OriginCause, Remedy } from '../../../lib/diagnosis';

/** Inputs as their sources write them, and what is to be said of the first request, or of each. */
export interface DiagnosisCase {
  readonly title: string;
  /** One text for each input. */
  readonly inputs: readonly string[];
  readonly expected: Expected | readonly Expected[];
}

export interface Expected {
  readonly answeredBy: Answerer;
  readonly certainty: Certainty;
  readonly remedy?: Remedy;
  readonly product?: string | undefined;
  readonly cause?: OriginCause | undefined;
  readonly status?: number | undefined;
  readonly ray?: string | undefined;
  /** Ids of the rules, contributors first. */
  readonly rules?: readonly string[];
  readonly scoreAtLeast?: number | undefined;
  /** Pieces of sentences that must be said. */
  readonly says?: readonly string[];
}

export const RAY = '8a1b2c3d4e5f6071';
export const OTHER_RAY = '8a1b2c3d4e5f6072';
export const OWASP = '4814384a9e5d4991b9815dcfc25d2f1f';
export const MANAGED = 'efb7b8c949ac4650a09736fc376e9aee';
export const SENSITIVE_DATA = 'e22d83c647c64a3eae91b71b499d988e';
export const SCORE = '6179ae15870a4bb7b2d480d4843b323c';

/** A Security Event as GraphQL has it. */
export function event(members: object = {}): object {
  return {
    rayName: RAY,
    datetime: '2026-06-01T12:00:00Z',
    action: 'block',
    source: 'firewallManaged',
    rulesetId: MANAGED,
    ruleId: 'd9e350f1b72d4730899c8a420e48a85d',
    description: 'SQLi - Comment',
    matchIndex: 0,
    clientRequestHTTPHost: 'shop.example.com',
    clientRequestHTTPMethodName: 'POST',
    clientRequestPath: '/admin/export',
    clientRequestQuery: '',
    edgeResponseStatus: 403,
    originResponseStatus: 0,
    sampleInterval: 1,
    ...members,
  };
}

/** The answer of GraphQL with these events. */
export function events(...rows: readonly object[]): string {
  return JSON.stringify({ data: { viewer: { zones: [{ firewallEventsAdaptive: rows }] } }, errors: null });
}

/** A row of `http_requests`. */
export function row(members: object = {}): string {
  return JSON.stringify({
    RayID: RAY,
    ParentRayID: '00',
    EdgeStartTimestamp: '2026-06-01T12:00:00Z',
    ClientRequestHost: 'shop.example.com',
    ClientRequestMethod: 'POST',
    ClientRequestPath: '/admin/export',
    ClientRequestURI: '/admin/export',
    EdgeResponseStatus: 403,
    OriginResponseStatus: 0,
    SecurityAction: '',
    SecurityRuleID: '',
    SecurityRuleDescription: '',
    SecurityActions: [],
    SecurityRuleIDs: [],
    SecuritySources: [],
    ...members,
  });
}

/** `curl -i` with its command. */
export function curl(
  status: number,
  headers: Readonly<Record<string, string>> = {},
  body = '',
  ray: string | null = RAY,
): string {
  const all = {
    date: 'Mon, 01 Jun 2026 12:00:00 GMT',
    server: 'cloudflare',
    ...(ray !== null && { 'cf-ray': `${ray}-FRA` }),
    ...headers,
  };
  return [
    '$ curl -i -X POST https://shop.example.com/admin/export',
    `HTTP/2 ${status} `,
    ...Object.entries(all).map(([name, value]) => `${name}: ${value}`),
    '',
    body,
  ].join('\n');
}

/** An entry of a HAR. */
export function entry(
  url: string,
  status: number,
  headers: Readonly<Record<string, string>>,
  text?: string,
): object {
  return {
    startedDateTime: '2026-06-01T12:00:00.000Z',
    request: { method: 'POST', url, headers: [] },
    response: {
      status,
      headers: Object.entries(headers).map(([name, value]) => ({ name, value })),
      content: { mimeType: 'text/html', ...(text !== undefined && { text }) },
    },
  };
}

export function har(...entries: readonly object[]): string {
  return JSON.stringify({ log: { version: '1.2', creator: { name: 'browser', version: '1' }, entries } });
}

/** A line of nginx's `combined`, with the ray at its end as many configurations have it. */
export function access(
  status: number,
  ray: string | null = RAY,
  { agent = 'curl/8', request = 'POST /admin/export HTTP/1.1', time = '01/Jun/2026:12:00:00 +0000' } = {},
): string {
  return `203.0.113.7 - - [${time}] "${request}" ${status} 12 "-" "${agent}"${ray === null ? '' : ` "${ray}-FRA"`}`;
}

/** The pages of the edge, as far as their wording matters. */
export const BLOCK_PAGE =
  '<!DOCTYPE html>\n<html><head><title>Attention Required! | Cloudflare</title></head><body><h1>Sorry, you have been blocked</h1><h2>You are unable to access shop.example.com</h2></body></html>';
export const CHALLENGE_PAGE =
  '<!DOCTYPE html><html><head><title>Just a moment...</title></head><body><script>window._cf_chl_opt={cvId:"3"};</script></body></html>';

/** The error page of a code, in HTML. */
export function errorPage(code: number): string {
  return `<!DOCTYPE html><html><head><title>Access denied | shop.example.com used Cloudflare to restrict access</title></head><body><h1><span>Error</span> <span>${code}</span></h1></body></html>`;
}

/** nginx's own page, or one that looks like it. */
export function plainPage(title: string, server = 'nginx'): string {
  return `<html>\r\n<head><title>${title}</title></head>\r\n<body>\r\n<center><h1>${title}</h1></center>\r\n<hr><center>${server}</center>\r\n</body>\r\n</html>`;
}
