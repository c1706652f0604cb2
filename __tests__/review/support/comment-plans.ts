import { CUSTOM, MANAGED, type PlanParts } from './plan';
import { added, custom, managed } from './plans';
import { block, CALLERS, CLOUDFLARE, EXACT, exception, EXECUTES, HOST, METHOD, UNTIL } from './rules';

const SECTION = `${HOST} and ${METHOD} and starts_with(http.request.uri.path, "/api/")`;

export const EVERYBODYS_HOST = added(`${HOST} and ${UNTIL}`);

export const THREE_RULES = custom(
  [],
  [
    exception('a', EXACT),
    exception('b', SECTION.replace(` and ${METHOD}`, '')),
    exception('c', EXACT.replaceAll('/export', '/import')),
  ],
);

/** What reviewers meet most; each has its comment as a file beside the tests. */
export const COMMENT_PLANS: Readonly<Record<string, PlanParts>> = {
  'one-exact-request-for-some': added(`${EXACT} and ${CALLERS} and ${UNTIL}`),
  'a-host-for-everybody': EVERYBODYS_HOST,
  'from-all-managed-rules-to-one-ruleset': {
    entryPoints: [
      { phase: CUSTOM, before: [exception('export', `${EXACT} and ${UNTIL}`)], after: [] },
      {
        phase: MANAGED,
        before: EXECUTES,
        after: [
          exception('export', `${EXACT} and ${UNTIL}`, { action_parameters: { rulesets: [CLOUDFLARE] } }),
          ...EXECUTES,
        ],
      },
    ],
  },
  'an-exception-goes-and-others-move': managed(
    [
      exception('old', `${EXACT} and ${UNTIL}`, { action_parameters: { rulesets: [CLOUDFLARE] } }),
      exception('kept', `${SECTION} and ${UNTIL}`, { action_parameters: { rulesets: [CLOUDFLARE] } }),
      {
        ...exception('theirs', `${EXACT} and ${CALLERS} and ${UNTIL}`),
        ref: 'wafx__api__theirs',
        action_parameters: { rulesets: [CLOUDFLARE] },
      },
      ...EXECUTES,
    ],
    [
      {
        ...exception('theirs', `${EXACT} and ${CALLERS} and ${UNTIL}`),
        ref: 'wafx__api__theirs',
        action_parameters: { rulesets: [CLOUDFLARE] },
      },
      exception('kept', `${SECTION} and ${UNTIL}`, { action_parameters: { rulesets: [CLOUDFLARE] } }),
      ...EXECUTES,
    ],
  ),
  'a-rule-of-others-goes': custom(
    [exception('export', `${EXACT} and ${UNTIL}`), block('wp', 'http.request.uri.path eq "/wp-login.php"')],
    [exception('export', `${EXACT} and ${UNTIL}`)],
  ),
  'a-longer-list-and-a-record-beside-cloudflare': {
    entryPoints: [
      {
        phase: CUSTOM,
        before: [exception('export', `${EXACT} and ip.src in $office and ${UNTIL}`)],
        after: [exception('export', `${EXACT} and ip.src in $office and ${UNTIL}`)],
      },
      { phase: MANAGED, before: EXECUTES, after: EXECUTES },
    ],
    lists: [
      { name: 'office', before: ['192.0.2.1'], after: ['192.0.2.1', '192.0.2.2'], actions: ['update'] },
    ],
    others: [
      {
        address: 'cloudflare_dns_record.app',
        type: 'cloudflare_dns_record',
        actions: ['update'],
        before: { type: 'A', proxied: true },
        after: { type: 'A', proxied: false },
      },
    ],
  },
};
