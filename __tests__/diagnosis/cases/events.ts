import {
  type DiagnosisCase,
  event,
  events,
  MANAGED,
  OTHER_RAY,
  OWASP,
  RAY,
  SCORE,
  SENSITIVE_DATA,
} from './evidence';
import type { Remedy } from '../../../lib/diagnosis';

/** Every source of Security Events: what helps against it. */
const SOURCES: readonly (readonly [source: string, remedy: Remedy])[] = [
  ['firewallManaged', 'exception'],
  ['firewallmanaged', 'exception'],
  ['firewallCustom', 'custom-rule'],
  ['rateLimit', 'rate-limiting'],
  ['ratelimit', 'rate-limiting'],
  ['asn', 'ip-access-rule'],
  ['country', 'ip-access-rule'],
  ['ip', 'ip-access-rule'],
  ['ipRange', 'ip-access-rule'],
  ['securityLevel', 'security-level'],
  ['zoneLockdown', 'zone-lockdown'],
  ['waf', 'previous-managed-rules'],
  ['firewallRules', 'firewall-rule'],
  ['uaBlock', 'user-agent-blocking'],
  ['bic', 'browser-integrity-check'],
  ['hot', 'hotlink-protection'],
  ['l7ddos', 'ddos-override'],
  ['validation', 'request'],
  ['botFight', 'bot-fight-mode'],
  ['apiShield', 'api-shield'],
  ['botManagement', 'bot-management'],
  ['dlp', 'data-loss-prevention'],
  ['apiShieldSchemaValidation', 'api-shield'],
  ['apishieldtokenvalidation', 'api-shield'],
  ['apiShieldSequenceMitigation', 'api-shield'],
  ['somethingNew', 'unknown'],
];

const contributor = (id: string, title: string, matchIndex: number): object =>
  event({ action: 'log', rulesetId: OWASP, ruleId: id, description: title, matchIndex });

export const EVENTS: readonly DiagnosisCase[] = [
  {
    title: 'a block after a challenge that was solved',
    inputs: [
      events(
        event({ action: 'managed_challenge_interactive_solved', source: 'firewallCustom', matchIndex: 1 }),
        event(),
      ),
    ],
    expected: { answeredBy: 'edge', certainty: 'proof', remedy: 'exception' },
  },
  ...SOURCES.map(([source, remedy]) => ({
    title: `a block by the source ${source}`,
    inputs: [events(event({ source, rulesetId: '', ruleId: 'x' }))],
    expected: { answeredBy: 'edge', certainty: 'proof', remedy, status: 403 } as const,
  })),
  ...['challenge', 'js_challenge', 'managed_challenge', 'jschallenge', 'managedChallenge'].map((action) => ({
    title: `the action ${action} ends a request`,
    inputs: [events(event({ action }))],
    expected: { answeredBy: 'edge', certainty: 'proof', remedy: 'exception' } as const,
  })),
  ...[
    'log',
    'skip',
    'allow',
    'bypass',
    'challenge_solved',
    'js_challenge_solved',
    'managedchallengenoninteractivesolved',
    'managed_challenge_interactive_solved',
    'managedChallengeSkipped',
    'managed_challenge_bypassed',
  ].map((action) => ({
    title: `the action ${action} answers nothing`,
    inputs: [events(event({ action, edgeResponseStatus: 200, originResponseStatus: undefined }))],
    expected: { answeredBy: 'unknown', certainty: 'none', remedy: 'none', rules: [] } as const,
  })),
  {
    title: 'an action that nobody knows answers nothing for sure',
    inputs: [events(event({ action: 'vaporise', originResponseStatus: undefined }))],
    expected: { answeredBy: 'unknown', certainty: 'none', says: ['does not say who answered'] },
  },
  {
    title: 'the score of OWASP, with its contributors in their order',
    inputs: [
      events(
        event({
          rulesetId: OWASP,
          ruleId: SCORE,
          description: '949110: Inbound Anomaly Score Exceeded',
          matchIndex: 0,
        }),
        contributor('b', '941170: NoScript XSS InjectionChecker: Attribute Injection', 1),
        contributor('a', '941130: XSS Filter - Category 3', 2),
      ),
    ],
    expected: {
      answeredBy: 'edge',
      certainty: 'proof',
      remedy: 'exception',
      product: 'firewallManaged',
      rules: ['a', 'b', SCORE],
      scoreAtLeast: 10,
    },
  },
  {
    title: 'a rule that only logs beside one that blocks, and a skip before both',
    inputs: [
      events(
        event({ action: 'log', ruleId: 'logs', matchIndex: 1 }),
        event({ action: 'skip', source: 'firewallCustom', ruleId: 'skips', matchIndex: 2 }),
        event({ ruleId: 'blocks' }),
      ),
    ],
    expected: {
      answeredBy: 'edge',
      certainty: 'proof',
      rules: ['blocks'],
      says: ['let the request continue', 'skip'],
    },
  },
  {
    title: 'an event that lets a request go on, with the status of the origin',
    inputs: [events(event({ action: 'log', edgeResponseStatus: 403, originResponseStatus: 403 }))],
    expected: { answeredBy: 'origin', certainty: 'proof', remedy: 'origin', rules: [] },
  },
  {
    title: 'an event that lets a request go on, and the edge changed the answer of the origin',
    inputs: [events(event({ action: 'log', edgeResponseStatus: 403, originResponseStatus: 200 }))],
    expected: { answeredBy: 'edge', certainty: 'strong', remedy: 'worker' },
  },
  {
    title: 'a custom rule that answers 418',
    inputs: [events(event({ source: 'firewallCustom', edgeResponseStatus: 418 }))],
    expected: { answeredBy: 'edge', certainty: 'proof', remedy: 'custom-rule', status: 418 },
  },
  {
    title: 'sensitive data in the answer of the origin',
    inputs: [events(event({ rulesetId: SENSITIVE_DATA, originResponseStatus: 200 }))],
    expected: { answeredBy: 'edge', certainty: 'proof', remedy: 'sensitive-data-detection' },
  },
  {
    title: 'an event of what a Worker asked for',
    inputs: [
      [
        JSON.stringify({ RayID: RAY, EdgeResponseStatus: 403, ClientRequestPath: '/a' }),
        JSON.stringify({
          RayID: OTHER_RAY,
          OriginatorRayID: RAY,
          Action: 'block',
          Source: 'firewallcustom',
          RuleID: 'x',
        }),
      ].join('\n'),
    ],
    expected: [
      { ray: OTHER_RAY, answeredBy: 'edge', certainty: 'proof', remedy: 'custom-rule' },
      { ray: RAY, answeredBy: 'edge', certainty: 'strong', remedy: 'custom-rule', rules: ['x'] },
    ],
  },
  {
    title: 'no event at all',
    inputs: [events()],
    expected: [],
  },
  {
    title: "the dashboard's export of one event",
    inputs: [JSON.stringify(event({ rulesetId: MANAGED }), undefined, 2)],
    expected: { answeredBy: 'edge', certainty: 'proof', remedy: 'exception', ray: RAY },
  },
  {
    title: 'a group of events, which has no ray',
    inputs: [
      JSON.stringify({
        data: {
          viewer: {
            zones: [
              {
                firewallEventsAdaptiveGroups: [
                  { count: 30, dimensions: { action: 'block', source: 'firewallCustom', ruleId: 'x' } },
                ],
              },
            ],
          },
        },
      }),
    ],
    expected: { answeredBy: 'edge', certainty: 'proof', remedy: 'custom-rule', ray: undefined },
  },
];
