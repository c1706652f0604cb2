import { diagnose } from '../../lib/diagnosis';
import { readEvidence, textInput } from '../../lib/evidence';
import { Random } from '../rules-language/support/random';
import {
  access,
  BLOCK_PAGE,
  CHALLENGE_PAGE,
  curl,
  errorPage,
  event,
  events,
  OTHER_RAY,
  plainPage,
  RAY,
  row,
  SENSITIVE_DATA,
} from './cases/evidence';

/** What happened to a request, and all that could be found of it afterwards. */
interface World {
  readonly answeredBy: 'edge' | 'origin';
  /** Each true, and each may be missing. */
  readonly evidence: readonly string[];
}

const random = new Random(20260601);
const pick = <T>(items: readonly T[]): T => random.pick(items);

/** Pages of anybody: custom error pages replace the edge's, and an origin may imitate them. */
const PAGES = [
  '',
  'Forbidden',
  BLOCK_PAGE,
  CHALLENGE_PAGE,
  errorPage(1020),
  'error code: 1015',
  plainPage('403 Forbidden'),
  plainPage('403 Forbidden', 'cloudflare'),
  '{"error":"no"}',
];
const HEADERS = [{}, { 'cf-cache-status': 'DYNAMIC' }, { 'x-powered-by': 'x' }];

/** What any request may leave beside what ended it. */
function passing(members: object): readonly object[] {
  return ['log', 'skip', 'simulate', 'managed_challenge_interactive_solved']
    .filter(() => random.next() < 0.3)
    .map((action, index) => event({ action, ruleId: `passing ${index}`, matchIndex: index + 1, ...members }));
}

const WORLDS: readonly (() => World)[] = [
  // A rule ends the request.
  () => {
    const status = pick([403, 403, 429, 418, 503]);
    const source = pick(['firewallManaged', 'firewallCustom', 'rateLimit', 'bic', 'country']);
    const action = pick(['block', 'managed_challenge', 'js_challenge']);
    const members = { edgeResponseStatus: status };
    const header = action === 'block' ? {} : { 'cf-mitigated': 'challenge' };
    return {
      answeredBy: 'edge',
      evidence: [
        events(...passing(members), event({ action, source, ...members })),
        row({
          EdgeResponseStatus: status,
          SecurityAction: action,
          SecurityRuleID: 'x',
          SecuritySources: [source],
        }),
        curl(status, { ...pick(HEADERS), ...header }, pick(PAGES)),
        access(200, OTHER_RAY),
      ],
    };
  },
  // The origin answers.
  () => {
    const status = pick([200, 403, 403, 404, 429, 500, 502, 503]);
    const members = { edgeResponseStatus: status, originResponseStatus: status };
    return {
      answeredBy: 'origin',
      evidence: [
        events(...passing(members)),
        row({ EdgeResponseStatus: status, OriginResponseStatus: status, SecurityActions: ['log'] }),
        curl(status, pick(HEADERS), pick(PAGES)),
        access(status),
        events(event({ rayName: OTHER_RAY })),
      ],
    };
  },
  // A Worker, a redirect, the cache or Access answers.
  () => {
    const status = pick([200, 302, 403, 404]);
    return {
      answeredBy: 'edge',
      evidence: [
        events(...passing({ edgeResponseStatus: status })),
        row({
          EdgeResponseStatus: status,
          ...pick([{}, { WorkerStatus: 'ok' }, { CacheCacheStatus: 'hit' }]),
        }),
        curl(status, pick(HEADERS), pick(PAGES)),
        access(status, OTHER_RAY),
        // Another client asked for the same within seconds.
        access(status, null),
      ],
    };
  },
  // The edge does not let out what the origin answered.
  () => ({
    answeredBy: 'edge',
    evidence: [
      events(event({ rulesetId: SENSITIVE_DATA, originResponseStatus: 200 })),
      row({ OriginResponseStatus: 200, SecurityAction: 'block', SecurityRuleID: 'x' }),
      curl(403, pick(HEADERS), pick(PAGES)),
      access(200),
    ],
  }),
  // A Worker or a custom error changes the status of the origin.
  () => ({
    answeredBy: 'edge',
    evidence: [
      events(...passing({ originResponseStatus: 200 })),
      row({ OriginResponseStatus: 200 }),
      curl(403, pick(HEADERS), pick(PAGES)),
      access(200),
    ],
  }),
  // The edge waits for the origin in vain.
  () => {
    const status = pick([520, 522, 524]);
    return {
      answeredBy: 'edge',
      evidence: [
        events(...passing({ edgeResponseStatus: status })),
        row({ EdgeResponseStatus: status }),
        curl(status, {}, pick(PAGES)),
        access(pick([499, 200])),
      ],
    };
  },
];

test('whatever part of the evidence is there, no proof is wrong', async () => {
  let proofs = 0;
  for (let round = 0; round < 2000; round++) {
    const { answeredBy, evidence } = pick(WORLDS)();
    const found = evidence.filter(() => random.next() < 0.5);
    const read = await readEvidence(found.map((text, index) => textInput(`input ${index + 1}`, text)));
    for (const request of diagnose(read, { rays: [RAY] }).requests) {
      expect(request.certainty === 'none').toBe(request.answeredBy === 'unknown');
      if (request.certainty !== 'proof') continue;
      proofs++;
      expect({ round, found, answeredBy: request.answeredBy }).toEqual({ round, found, answeredBy });
    }
  }
  expect(proofs).toBeGreaterThan(600);
});
