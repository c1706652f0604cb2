import { lint } from '../lib/lint/lint';
import type { Rule, RuleList } from '../lib/rulesets';

/*
 * Process time of linting exceptions, warm and cold: `node -r ts-node/register benchmarks/lint.ts`. The time grows with
 * the number of rules and not with its square.
 */

const NOW_MS = Date.parse('2026-06-01T00:00:00Z');

function exception(index: number): Rule {
  const path = `/admin/section-${index % 40}/export-${index}`;
  return {
    ref: `wafx__team-${index % 7}__export-${index}`,
    action: 'skip',
    parameters: { phases: ['http_request_firewall_managed'] },
    description: '[owner creator-tools | until 2027-03-31] Base64 frames trip the managed rules',
    enabled: true,
    logging: true,
    expression: [
      `http.host eq "app-${index % 5}.example.com"`,
      'http.request.method eq "POST"',
      `http.request.uri.path eq "${path}"`,
      `raw.http.request.uri.path eq "${path}"`,
      'ssl',
      'ip.src in {198.41.128.0/24 104.16.0.7 2606:4700::/48}',
      'http.request.timestamp.sec lt 1806537600',
    ].join(' and '),
  };
}

function listOf(count: number): RuleList {
  return {
    phase: 'http_request_firewall_custom',
    kind: 'zone',
    zoneName: 'example.com',
    rules: Array.from({ length: count }, (_, index) => exception(index)),
  };
}

/** User and system time of this process, in seconds. */
function processSeconds(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

for (const [title, count] of [
  ['cold', 1000],
  ['warm', 1000],
  ['warm', 2000],
  ['warm', 4000],
  ['warm', 8000],
] as const) {
  const list = listOf(count);
  let findings = 0;
  const seconds = processSeconds(() => {
    findings = lint(list, NOW_MS).length;
  });
  console.log(`${title}: ${count} exceptions, ${findings} findings, ${seconds.toFixed(3)} s of process time`);
}
