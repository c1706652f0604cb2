import { MANAGED_PHASE, PHASE_FACTS, RATE_LIMIT_PHASE } from './phases';

/**
 * The phases that a skip rule can name.
 *
 * @see https://developers.cloudflare.com/waf/custom-rules/skip/options/#skip-phases
 */
export const SKIPPABLE_PHASES = [RATE_LIMIT_PHASE, 'http_request_sbfm', MANAGED_PHASE] as const;

/** A phase that a skip rule can name. */
export type SkippablePhase = (typeof SKIPPABLE_PHASES)[number];

/**
 * The products outside the Ruleset Engine that a skip rule can name, case-sensitive, and how Cloudflare calls them.
 *
 * @see https://developers.cloudflare.com/waf/custom-rules/skip/options/#skip-products
 */
const PRODUCTS = {
  zoneLockdown: 'Zone Lockdown',
  uaBlock: 'User Agent Blocking',
  bic: 'Browser Integrity Check',
  hot: 'Hotlink Protection',
  securityLevel: 'Security Level',
  rateLimit: 'previous-version rate limiting',
  waf: 'previous-version managed rules',
} as const;

/** A product that a skip rule can name. */
export type SkippableProduct = keyof typeof PRODUCTS;

/** The products that a skip rule can name. */
export const SKIPPABLE_PRODUCTS = Object.keys(PRODUCTS) as readonly SkippableProduct[];

/** How Cloudflare calls a phase or product that a skip rule can name; any other name comes back. */
export function skippableTitle(name: string): string {
  const phase = SKIPPABLE_PHASES.find((one) => one === name);
  if (phase !== undefined) return PHASE_FACTS[phase].runs;
  return Object.hasOwn(PRODUCTS, name) ? PRODUCTS[name as SkippableProduct] : name;
}
