import { request as httpRequest } from 'node:http';
import { startCloudflareApi } from '../../../lib/sandbox/cloudflare-api';
import type { CloudflareApi, CloudflareApiOptions } from '../../../lib/sandbox/cloudflare-api';
import type { RuleEngine } from '../../../lib/sandbox/rule-engine';
import { newRequestTracer, startEdge, startOrigin } from '../../../lib/sandbox/edge';
import type { SeedRuleset, SeedZone } from '../../../lib/sandbox/cloudflare-api/seed/seed';

export const PATH = '/admin/tiktok-creator/export-mp4';
export const HOST = 'dashboard.example.com';
export const TOKEN = 'write-token';
export const ZONE = '0123456789abcdef0123456789abcdef';

/** A body with images, as the export sends them. */
export function frames(count: number): string {
  const image = `data:image/png;base64,${'iVBORw0KGgo'.repeat(20)}`;
  return JSON.stringify({ title: 'clip', frames: Array.from({ length: count }, () => image) });
}

export interface Sent {
  readonly method?: string;
  readonly path?: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

export interface Received {
  readonly status: number;
  readonly headers: Readonly<Record<string, string | string[] | undefined>>;
  readonly text: string;
}

const closers: (() => Promise<void>)[] = [];

afterEach(async () => {
  for (const close of closers.splice(0).reverse()) await close();
});

export interface TestEdge {
  readonly api: CloudflareApi;
  readonly log: readonly string[];
  readonly warnings: readonly string[];
  readonly url: string;
  send(sent?: Sent): Promise<Received>;
}

/** API, origin and edge for one test; without rulesets the lived-in zone. */
export async function start(
  rulesets?: readonly SeedRuleset[],
  plan: SeedZone['plan'] = 'enterprise',
  options: Partial<CloudflareApiOptions> = {},
  engine?: RuleEngine,
): Promise<TestEdge> {
  const account = { id: 'fedcba9876543210fedcba9876543210', name: 'Example' };
  const zone = { id: ZONE, name: 'example.com', account: 'Example', plan };
  const api: CloudflareApi = await startCloudflareApi({
    traceRequest: newRequestTracer(() => api),
    ...options,
    token: TOKEN,
    readOnlyToken: 'read-token',
    ...(rulesets === undefined ? {} : { seed: { accounts: [account], zones: [{ ...zone, rulesets }] } }),
  });
  const origin = await startOrigin();
  const warnings: string[] = [];
  const edge = await startEdge({ api, originUrl: origin.url, engine, warn: (text) => warnings.push(text) });
  closers.push(api.close.bind(api), origin.close.bind(origin), edge.close.bind(edge));
  return { api, log: origin.log, warnings, url: edge.url, send: (sent = {}) => send(edge.url, sent) };
}

/** Sends the path as it is: `fetch` would normalise it. */
export function send(
  url: string,
  { method = 'POST', path = PATH, headers = {}, body = '' }: Sent,
): Promise<Received> {
  const { hostname, port } = new URL(url);
  return new Promise((resolve, reject) => {
    const sent = httpRequest(
      {
        hostname,
        port,
        method,
        path,
        agent: false,
        headers: {
          host: HOST,
          'content-type': 'application/json',
          'user-agent': 'test',
          'content-length': Buffer.byteLength(body),
          ...headers,
        },
      },
      (response) => {
        let text = '';
        response.on('data', (chunk: Buffer) => (text += chunk.toString()));
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, headers: response.headers, text });
        });
      },
    );
    sent.on('error', reject);
    sent.end(body);
  });
}
