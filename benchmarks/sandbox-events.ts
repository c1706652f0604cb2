import { mkdtempSync, rmSync } from 'node:fs';
import { Agent, request } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseSeed, startCloudflareApi } from '../lib/sandbox/cloudflare-api';
import { startEdge, startOrigin } from '../lib/sandbox/edge';

/*
 * What do the Security Events that a sandbox holds cost? Answers per second of the edge for a request that a rule blocks,
 * each of which leaves an event: in a sandbox without events, and in one with 5,000, the most that are kept. They take
 * turns, and the figure is the median of their ratios.
 */

const MOST_EVENTS = 5000;
const ROUNDS = 7;
const REQUESTS = 400;

const seed = parseSeed(
  JSON.stringify({
    accounts: [{ name: 'Example' }],
    zones: [
      {
        ...{ name: 'example.com', account: 'Example', plan: 'pro' },
        rulesets: [
          {
            phase: 'http_request_firewall_custom',
            rules: [{ action: 'block', expression: '(http.host ne "")' }],
          },
        ],
      },
    ],
  }),
  'seed',
);

/** Sends requests one after the other and gives how many are answered in a second. */
async function answersPerSecond(url: string, count: number): Promise<number> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 });
  const { hostname, port } = new URL(url);
  const started = process.hrtime.bigint();
  for (let sent = 0; sent < count; sent++) {
    await new Promise<void>((resolve, reject) => {
      request({ hostname, port, agent, headers: { host: 'www.example.com' } }, (response) => {
        response.resume();
        response.on('end', resolve);
      })
        .on('error', reject)
        .end();
    });
  }
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  agent.destroy();
  return count / seconds;
}

/** A sandbox's API and edge, with a state on the disk. */
async function newSandbox(folder: string) {
  const stateFile = join(folder, 'cloudflare.json');
  const api = await startCloudflareApi({ stateFile, seed, token: 'write', readOnlyToken: 'read' });
  const origin = await startOrigin();
  const edge = await startEdge({ api, originUrl: origin.url });
  const close = async () => {
    for (const server of [edge, origin, api]) await server.close();
  };
  return { api, edge, close };
}

async function main(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), 'waf-benchmark-'));
  try {
    const full = await newSandbox(join(folder, 'full'));
    await answersPerSecond(full.edge.url, MOST_EVENTS);
    const ratios: number[] = [];
    for (let round = 0; round < ROUNDS; round++) {
      const empty = await newSandbox(join(folder, `empty-${round}`));
      await answersPerSecond(empty.edge.url, 20);
      const without = await answersPerSecond(empty.edge.url, REQUESTS);
      const withMost = await answersPerSecond(full.edge.url, REQUESTS);
      await empty.close();
      ratios.push(withMost / without);
      console.log(
        `${without.toFixed(0)} answers/s with 0 events, ${withMost.toFixed(0)} with ${full.api.state.events.length}: ${(withMost / without).toFixed(2)}x`,
      );
    }
    await full.close();
    const median = ratios.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? 0;
    console.log(`median: ${median.toFixed(2)}x`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

void main();
