import { filledList, filledMap, ID, type Members, oneOf } from './shape';

const CUSTOM = 'http_request_firewall_custom';
const MANAGED = 'http_request_firewall_managed';

/** The phases that a skip rule of the custom phase may name. */
export const SKIPPABLE_PHASES = ['http_ratelimit', 'http_request_sbfm', MANAGED] as const;

/** The products outside the Ruleset Engine that a skip rule may name. */
export const SKIPPABLE_PRODUCTS = [
  'zoneLockdown',
  'uaBlock',
  'bic',
  'hot',
  'securityLevel',
  'rateLimit',
  'waf',
] as const;

/** What a skip rule can name. */
export const SKIP_MEMBERS = {
  ruleset: oneOf('current'),
  phase: oneOf('current'),
  phases: filledList(oneOf(...SKIPPABLE_PHASES)),
  products: filledList(oneOf(...SKIPPABLE_PRODUCTS)),
  rulesets: filledList(ID),
  rules: filledMap(filledList(ID)),
} satisfies Members;

export type SkipKey = keyof typeof SKIP_MEMBERS;

export const SKIP_KEYS = Object.keys(SKIP_MEMBERS) as readonly SkipKey[];

/**
 * Where each parameter may stand, and what may not stand beside it.
 *
 * @see https://developers.cloudflare.com/waf/custom-rules/skip/options/
 */
export const SKIP_PARAMETERS: Readonly<
  Record<SkipKey, { readonly phases: readonly string[]; readonly excludes: readonly SkipKey[] }>
> = {
  ruleset: { phases: [CUSTOM, MANAGED], excludes: ['rulesets', 'rules', 'phase'] },
  phase: { phases: [CUSTOM], excludes: ['ruleset', 'phases', 'rulesets', 'rules'] },
  phases: { phases: [CUSTOM], excludes: ['rulesets', 'phase'] },
  products: { phases: [CUSTOM], excludes: [] },
  rulesets: { phases: [MANAGED], excludes: ['ruleset', 'phases', 'phase'] },
  rules: { phases: [MANAGED], excludes: ['ruleset', 'phase'] },
};

/** The parameters of a skip rule in a phase; `undefined` for a phase without skip rules. */
export function skipKeysOf(phase: string): readonly SkipKey[] | undefined {
  const keys = SKIP_KEYS.filter((key) => SKIP_PARAMETERS[key].phases.includes(phase));
  return keys.length === 0 ? undefined : keys;
}
