import { reviewPlan } from '../lib/review';

/*
 * Process time of reviewing a zone of 1,000 exceptions of which one, or all, change: `node -r ts-node/register
 * benchmarks/review.ts`.
 */

const MANAGED = 'http_request_firewall_managed';
const ZONE = '0123456789abcdef0123456789abcdef';

function exception(index: number, callers: string): object {
  const path = `/admin/section-${index % 40}/export-${index}`;
  return {
    ref: `wafx__team-${index % 7}__export-${index}`,
    action: 'skip',
    action_parameters: { phases: [MANAGED] },
    description: '[owner creator-tools | until 2027-03-31] Base64 frames trip the managed rules',
    enabled: true,
    expression: [
      `http.host eq "app-${index % 5}.example.com"`,
      'http.request.method eq "POST"',
      `http.request.uri.path eq "${path}"`,
      `raw.http.request.uri.path eq "${path}"`,
      'ssl',
      `ip.src in {${callers}}`,
      'http.request.timestamp.sec lt 1806537600',
    ].join(' and '),
  };
}

function planOf(count: number, changed: number): object {
  const rulesOf = (isAfter: boolean) =>
    Array.from({ length: count }, (_, index) =>
      exception(index, isAfter && index < changed ? '198.41.128.0/24 203.0.113.7' : '198.41.128.0/24'),
    );
  const values = (rules: readonly object[]) => ({
    zone_id: ZONE,
    kind: 'zone',
    phase: 'http_request_firewall_custom',
    rules,
  });
  return {
    format_version: '1.2',
    resource_changes: [
      {
        address: 'cloudflare_ruleset.custom',
        mode: 'managed',
        type: 'cloudflare_ruleset',
        change: { actions: ['update'], before: values(rulesOf(false)), after: values(rulesOf(true)) },
      },
    ],
  };
}

/** User and system time of this process, in seconds. */
function processSeconds(run: () => void): number {
  const before = process.cpuUsage();
  run();
  const { user, system } = process.cpuUsage(before);
  return (user + system) / 1e6;
}

const secondsOf = (changed: number) => {
  const content = planOf(1000, changed);
  return processSeconds(() => void reviewPlan({ name: 'plan.json', content }));
};

secondsOf(1);
for (let round = 0; round < 3; round++) {
  const one = secondsOf(1);
  const all = secondsOf(1000);
  console.log(
    `1 of 1,000 rules ${one.toFixed(2)} s, all ${all.toFixed(2)} s of process time: ${(all / one).toFixed(1)}x`,
  );
}
