import { request as httpRequest } from 'node:http';
import Table from 'cli-table3';
import { fail, indent, verdict } from './story';

/** A request of the story, and how the edge must answer it. */
interface Trial {
  readonly name: string;
  readonly expected: number;
  readonly method?: string;
  readonly host?: string;
  readonly path?: string;
  readonly ip?: string;
  readonly body?: string;
}

const EXPORT = '/admin/tiktok-creator/export-mp4';

/** What the export sends: images. Eight of them score 80, and the zone lets less than 60 pass. */
const FRAMES = JSON.stringify({
  frames: Array.from({ length: 8 }, () => `data:image/png;base64,${'iVBORw0KGgo'.repeat(50)}`),
});

export const BEFORE: readonly Trial[] = [{ name: 'the export', expected: 403 }];

export const AFTER: readonly Trial[] = [
  { name: 'the export', expected: 200 },
  { name: 'another path', expected: 403, path: '/admin/tiktok-creator/export-gif' },
  { name: 'another method', expected: 403, method: 'PUT' },
  { name: 'another host', expected: 403, host: 'shop.example.com' },
  { name: 'another caller', expected: 403, ip: '192.0.2.99' },
  { name: 'a double slash', expected: 403, path: EXPORT.replace('/admin', '//admin') },
  { name: 'an encoded dot', expected: 403, path: EXPORT.replace('/export', '/%2e/export') },
  { name: 'a real attack', expected: 403, path: '/login', body: '{"user":"1 union select 2"}' },
];

/** Sends each request to the edge and shows the answers; ends the story if one differs. */
export async function tryRequests(trials: readonly Trial[]): Promise<void> {
  const table = new Table({
    head: ['', 'request', 'from', 'answer'],
    style: { head: [], border: [], compact: true },
  });
  const wrong: string[] = [];
  for (const trial of trials) {
    const { name, expected, method = 'POST', host = 'dashboard.example.com', path = EXPORT } = trial;
    const { ip = '203.0.113.7', body = FRAMES } = trial;
    const status = await send(method, host, path, ip, body);
    table.push([name, `${method} ${host}${path}`, ip, String(status)]);
    if (status !== expected) wrong.push(`${name}: expected ${expected}, got ${status}`);
  }
  console.log(indent(table.toString()));
  if (wrong.length > 0) fail(wrong.join('; '));
}

/** What reached the origin so far must be this. */
export async function expectOrigin(lines: readonly string[]): Promise<void> {
  const { origin } = new URL(process.env['CLOUDFLARE_BASE_URL'] ?? '');
  const response = await fetch(`${origin}/_sandbox/origin-log`, {
    headers: { authorization: `Bearer ${process.env['CLOUDFLARE_API_TOKEN'] ?? ''}` },
  });
  const { result } = (await response.json()) as { readonly result: readonly string[] };
  if (result.join('\n') !== lines.join('\n')) fail(`the origin saw: ${result.join(', ') || 'nothing'}`);
  verdict(lines.length === 0 ? "the origin's log is empty" : `the origin saw just: ${lines.join(', ')}`);
}

/** `fetch` would normalise the path and refuse the header `host`. */
function send(method: string, host: string, path: string, ip: string, body: string): Promise<number> {
  const { hostname, port } = new URL(process.env['WAF_SANDBOX_EDGE'] ?? '');
  const headers = {
    host,
    'x-sandbox-client-ip': ip,
    'content-type': 'application/json',
    'content-length': Buffer.byteLength(body),
  };
  return new Promise((resolve, reject) => {
    const sent = httpRequest({ hostname, port, method, path, headers, agent: false }, (response) => {
      response.resume();
      resolve(response.statusCode ?? 0);
    });
    sent.on('error', reject);
    sent.end(body);
  });
}
