import {
  MANAGED_PHASE,
  SKIPPABLE_PHASES,
  SKIPPABLE_PRODUCTS,
  type SkippablePhase,
  type SkippableProduct,
  skippableTitle,
} from '../../cloudflare';
import { didYouMean } from '../../errors';

/**
 * A protection that an exception can skip besides managed rules, by its value in the API.
 *
 * @example
 * const feature: SkippableFeature = 'http_request_sbfm';
 * Skip.features(feature).titles; // [ 'Super Bot Fight Mode' ]
 */
export type SkippableFeature = Exclude<SkippablePhase, typeof MANAGED_PHASE> | SkippableProduct;

/** What else a custom-phase exception can skip: phases, then products. */
export const SKIPPABLE_FEATURES: readonly SkippableFeature[] = [
  ...SKIPPABLE_PHASES.filter((phase) => phase !== MANAGED_PHASE),
  ...SKIPPABLE_PRODUCTS,
];

export function isSkippable(feature: string): feature is SkippableFeature {
  return SKIPPABLE_FEATURES.some((one) => one === feature);
}

/**
 * Protections that no rule skips, and what to do instead.
 *
 * @see https://developers.cloudflare.com/waf/feature-interoperability/
 */
const UNSKIPPABLE: readonly (readonly [names: readonly string[], title: string, instead: string])[] = [
  [
    ['botfightmode', 'bfm', 'fightmode'],
    'Bot Fight Mode',
    'turn it off, or use Super Bot Fight Mode (plan Pro and higher), which `http_request_sbfm` skips',
  ],
  [
    ['access', 'cloudflareaccess', 'zerotrust'],
    'Cloudflare Access',
    'add a policy of Access that lets the callers in',
  ],
  [['ipaccessrules', 'ipaccessrule', 'ipaccess', 'accessrules'], 'an IP Access rule', 'change that rule'],
  [
    ['ddos', 'ddosl7', 'httpddos', 'ddosprotection', 'ddosl4'],
    'DDoS protection',
    'override its sensitivity for these requests in the phase ddos_l7',
  ],
  [
    ['apishield', 'schemavalidation', 'apigateway', 'jwtvalidation', 'mtls'],
    'API Shield',
    'change its configuration for the operation',
  ],
  [
    ['customrules', 'customrule', 'httprequestfirewallcustom', 'firewallrules', 'current'],
    'custom rules',
    'exclude the requests in the custom rule that stops them',
  ],
  [
    ['httpresponsefirewallmanaged', 'sensitivedatadetection', 'sdd'],
    'Sensitive Data Detection',
    'change its deployment in the phase http_response_firewall_managed',
  ],
];

/** Names of managed rules as a whole: they have a factory of their own. */
const MANAGED: readonly string[] = [
  'httprequestfirewallmanaged',
  'managedrules',
  'managedrulesets',
  'allmanagedrules',
  'owasp',
];

/** Short names of features, besides their titles. */
const SHORT: Readonly<Record<string, SkippableFeature>> = {
  sbfm: 'http_request_sbfm',
  superbots: 'http_request_sbfm',
  lockdown: 'zoneLockdown',
  useragentblocking: 'uaBlock',
  hotlink: 'hot',
  underattack: 'securityLevel',
  iuam: 'securityLevel',
};

/** What to do about a protection that no rule skips, and which rate limiting is meant: no letters tell that. */
export function unskippableAdvice(given: string): string | undefined {
  const name = plainName(given);
  const unskippable = UNSKIPPABLE.find(([names]) => names.includes(name));
  if (unskippable !== undefined) {
    const [, title, instead] = unskippable;
    return `no rule of a zone skips ${title}: ${instead}`;
  }
  if (name.startsWith('ratelimit')) {
    return 'write `http_ratelimit` for rate limiting rules, or `rateLimit` for those of the previous version';
  }
  return undefined;
}

/** What to write in place of a name that no feature has. */
export function featureAdvice(given: string): string {
  const special = unskippableAdvice(given);
  if (special !== undefined) return special;
  const name = plainName(given);
  if (MANAGED.includes(name)) {
    return 'Skip.allManagedRules() skips managed rules; `waf` is for those of the previous version';
  }
  const byTitle = SKIPPABLE_FEATURES.find((feature) => plainName(skippableTitle(feature)) === name);
  const meant = SHORT[name] ?? byTitle;
  return meant === undefined ? didYouMean(given, SKIPPABLE_FEATURES) : `did you mean \`${meant}\`?`;
}

function plainName(given: string): string {
  return given.toLowerCase().replace(/[^a-z0-9]/g, '');
}
