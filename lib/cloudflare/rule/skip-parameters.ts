import { CUSTOM_PHASE, MANAGED_PHASE } from '../phases';
import { SKIPPABLE_PHASES, SKIPPABLE_PRODUCTS } from '../skippable';
import { filledList, filledMap, ID, type Members, oneOf } from './shape';

/** What a skip rule can name. */
export const SKIP_MEMBERS = {
  ruleset: oneOf('current'),
  phase: oneOf('current'),
  phases: filledList(oneOf(...SKIPPABLE_PHASES)),
  products: filledList(oneOf(...SKIPPABLE_PRODUCTS)),
  rulesets: filledList(ID),
  rules: filledMap({ ...filledList(ID), isJoined: true }),
} satisfies Members;

export type SkipKey = keyof typeof SKIP_MEMBERS;

export const SKIP_KEYS = Object.keys(SKIP_MEMBERS) as readonly SkipKey[];

/**
 * Where each parameter may be, and what may not be beside it.
 *
 * @see https://developers.cloudflare.com/waf/custom-rules/skip/options/
 */
export const SKIP_PARAMETERS: Readonly<
  Record<SkipKey, { readonly phases: readonly string[]; readonly excludes: readonly SkipKey[] }>
> = {
  ruleset: { phases: [CUSTOM_PHASE, MANAGED_PHASE], excludes: ['rulesets', 'rules', 'phase'] },
  phase: { phases: [CUSTOM_PHASE], excludes: ['ruleset', 'phases', 'rulesets', 'rules'] },
  phases: { phases: [CUSTOM_PHASE], excludes: ['rulesets', 'phase'] },
  products: { phases: [CUSTOM_PHASE], excludes: [] },
  rulesets: { phases: [MANAGED_PHASE], excludes: ['ruleset', 'phases', 'phase'] },
  rules: { phases: [MANAGED_PHASE], excludes: ['ruleset', 'phase'] },
};

/** The parameters of a skip rule in a phase; `undefined` for a phase without skip rules. */
export function skipKeysOf(phase: string): readonly SkipKey[] | undefined {
  const keys = SKIP_KEYS.filter((key) => SKIP_PARAMETERS[key].phases.includes(phase));
  return keys.length === 0 ? undefined : keys;
}
