import { CUSTOM, MANAGED, type PlanRule, reviewOf } from './support/plan';
import { CLOUDFLARE, exception, execute, HOST, OWASP } from './support/rules';
import { told } from './support/told';

type Rules = readonly PlanRule[];
type Change = readonly [before: Rules, after: Rules];

/** What a review says that requests lose when the custom and the managed rules of a zone change. */
function loss([customBefore, customAfter]: Change, [before, after]: Change): string | undefined {
  const entryPoints = [
    { phase: CUSTOM, before: customBefore, after: customAfter },
    { phase: MANAGED, before, after },
  ];
  return told(reviewOf({ entryPoints })).at(-1);
}

const phases = (...names: readonly string[]) => ({ action_parameters: { phases: names } });
const BOTH = [execute(CLOUDFLARE), execute(OWASP)];
const OWASP_FOR_HOST = [execute(CLOUDFLARE), execute(OWASP, HOST)];
const ALL = exception('all', HOST);
const ALL_FOR_PARTNERS = exception('partners', 'ip.src in {203.0.113.0/24}');
const ALL_AND_RATE = exception('all', HOST, phases(MANAGED, 'http_ratelimit'));
const RATE = exception('rate', HOST, phases('http_ratelimit'));
const ONLY_OWASP = exception('owasp', HOST, { action_parameters: { rulesets: [OWASP] } });

const FROM = 'WIDER: GET https://app.example.com/ from 198.51.100.7 was inspected';
const ANY = 'WIDER: GET https://example.com/ from 198.51.100.7 was inspected';

describe('names together what one request loses', () => {
  test.each<[string, Change, Change, string]>([
    [
      'the managed rules and another phase',
      [[], [ALL_AND_RATE]],
      [BOTH, BOTH],
      `${FROM} and now skips all managed rules of the zone and rate limiting rules.`,
    ],
    [
      'another phase only, where the zone runs no managed rules',
      [[], [ALL_AND_RATE]],
      [[], []],
      `${FROM} and now skips rate limiting rules.`,
    ],
    [
      'all managed rules as one, whoever skips a part of them as well',
      [[], [ALL]],
      [BOTH, [ONLY_OWASP, ...BOTH]],
      `${FROM} and now skips all managed rules of the zone.`,
    ],
    [
      'all managed rules as one, where a ruleset runs for some requests only',
      [[], [ALL]],
      [OWASP_FOR_HOST, OWASP_FOR_HOST],
      `${FROM} and now skips all managed rules of the zone.`,
    ],
    [
      'a ruleset that no rule executes any more',
      [[], []],
      [BOTH, BOTH.slice(1)],
      `${ANY}, and no rule executes the Cloudflare Managed Ruleset for it any more.`,
    ],
    [
      'a ruleset that no rule executes any more, where an exception is for other requests',
      [[ALL_FOR_PARTNERS], [ALL_FOR_PARTNERS]],
      [BOTH, BOTH.slice(1)],
      `${ANY}, and no rule executes the Cloudflare Managed Ruleset for it any more.`,
    ],
    [
      'what is skipped and what no rule executes any more',
      [[], [RATE]],
      [BOTH, BOTH.slice(1)],
      `${FROM} and now skips rate limiting rules and the Cloudflare Managed Ruleset.`,
    ],
  ])('%s', (_title, custom, managed, expected) => {
    expect(loss(custom, managed)).toBe(expected);
  });
});
