import type { Rule } from '../../lib/rulesets';
import { type StatusReport, zoneStatus } from '../../lib/status';

/** Reports that no zone of a test could make quickly. */

const NOW = Date.UTC(2026, 5, 1, 12);
const DAY = 86_400_000;

const HOSTILE =
  '\u001b[2J\u202e"><script>alert(1)</script><img src=x onerror=alert(2)>\'onload=alert(3) &lt;style>*{display:none}</style><base href=https://evil.example/>' +
  'a'.repeat(400);

function reportOf(name: string, custom: readonly Rule[], text: string): StatusReport {
  const skips = custom.slice(0, 5).map(({ id, ref }) => ({
    ruleId: id,
    ref,
    day: '2026-05-20',
    host: text,
    method: text,
    path: text,
    count: 3,
  }));
  const zone = zoneStatus(
    {
      name,
      id: 'a'.repeat(32),
      rules: { custom, managed: [] },
      deployed: [],
      changes: new Map(),
      events: {
        lookBack: { from: NOW - 30 * DAY, days: 30, isSampled: true, isCut: false },
        skips: text === '' ? [] : skips,
        blocks: [],
      },
      notes: text === '' ? [] : [text],
    },
    NOW,
  );
  return { now: NOW, days: 30, zones: [zone] };
}

/** A zone of so many unused rules. */
export function largeReport(count: number): StatusReport {
  const rules = Array.from({ length: count }, (_, index): Rule => ({
    id: index.toString(16).padStart(32, '0'),
    ref: `wafx__dashboard__an-exception-with-a-long-name-${index}`,
    action: 'skip',
    // Nothing here reads rate limits, so that they are not called gone.
    parameters: { phases: ['http_ratelimit'] },
    description: '[owner creator-tools | ticket OPS-1423] Base64 frames of the export trip the rules',
    expression: `http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export/${index}"`,
  }));
  return reportOf('example.com', rules, '');
}

/** A zone in which every text is hostile. */
export function hostileReport(): StatusReport {
  const rules: readonly Rule[] = [
    {
      id: HOSTILE,
      ref: HOSTILE,
      action: 'skip',
      parameters: {
        phases: [HOSTILE],
        products: [HOSTILE],
        rulesets: [HOSTILE],
        rules: { [HOSTILE]: [HOSTILE] },
      },
      description: `[owner ${HOSTILE} | ticket ${HOSTILE}] ${HOSTILE}`,
      expression: HOSTILE,
    },
  ];
  return reportOf(HOSTILE, rules, HOSTILE);
}
