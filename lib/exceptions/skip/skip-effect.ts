import { MANAGED_PHASE, type ZonePlan, PLANS, RATE_LIMIT_PHASE } from '../../cloudflare';
import { ManagedRuleset } from '../../managed-rules';
import type { AcceptedFinding } from '../finding';
import type { SkipRule } from './skip-rule';

/** Phases of which the list of a zone's rulesets shows whether they hold rules. */
const VISIBLE_PHASES: readonly string[] = [MANAGED_PHASE, RATE_LIMIT_PHASE];

/**
 * The managed ruleset that Cloudflare runs in a zone of the Free plan by itself, as long as no rule of the zone is about it.
 *
 * @see https://developers.cloudflare.com/waf/get-started/
 */
export const DEFAULT_RULESET = ManagedRuleset.FREE_MANAGED.id;

/** Plans whose zones run only the managed rulesets that their rules execute. Any other, such as a partner's, is not known. */
export const PLANS_WITHOUT_DEFAULT: readonly ZonePlan[] = PLANS.filter((plan) => plan !== 'free');

/** What of a rule decides whether it skips anything. */
type Skipping = Pick<SkipRule, 'enabled' | 'action_parameters'>;

/**
 * The phases of which at least one must hold rules for this rule of the custom phase to have an effect; `undefined` where
 * it may have one in any case: Super Bot Fight Mode and products are no rulesets that a plan could read.
 */
export function phasesToSkip({ enabled, action_parameters }: Skipping): readonly string[] | undefined {
  const { phases = [], products = [] } = action_parameters;
  const isVisible = products.length === 0 && phases.every((phase) => VISIBLE_PHASES.includes(phase));
  return enabled && phases.length > 0 && isVisible ? phases : undefined;
}

/** The managed rulesets each of which must run for this rule of the managed phase to do all that it says. */
export function rulesetsToSkip({ enabled, action_parameters }: Skipping): readonly string[] {
  const { rulesets = [], rules = {} } = action_parameters;
  return enabled ? [...new Set([...rulesets, ...Object.keys(rules)])] : [];
}

/** Whether the author stands by an exception that has nothing to skip. */
export function acceptsNothingToSkip(accept: readonly AcceptedFinding[] = []): boolean {
  return accept.some(({ finding }) => finding === 'nothing-to-skip');
}
