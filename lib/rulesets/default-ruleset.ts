// By file: the index loads all that makes an exception.
import { DEFAULT_RULESET, PLANS_WITHOUT_DEFAULT } from '../exceptions/skip/skip-effect';
import type { Rule } from './rule';
import { isRunning } from './running';
import { executed } from './skip-parameters';

/**
 * The rules of a whole managed entry point, behind what Cloudflare runs in the zone by itself: on the Free plan one managed
 * ruleset, as long as no rule of the zone is about it. It comes first, so that no exception of the entry point reaches it:
 * Cloudflare does not say that one does.
 *
 * @param plan `legacy_id` of the zone's Cloudflare plan, such as `pro`; `undefined` = not known. Then the zone may be on the Free plan,
 * unless it runs what that plan does not have.
 * @see https://developers.cloudflare.com/waf/get-started/
 */
export function withDefaultRuleset(managed: readonly Rule[], plan: string | undefined): readonly Rule[] {
  if (PLANS_WITHOUT_DEFAULT.some((one) => one === plan)) return managed;
  if (managed.some((rule) => executed(rule) === DEFAULT_RULESET)) return managed;
  if (plan === 'free') return [ON_FREE, ...managed];
  return managed.some(isRunning) ? managed : [MAYBE_ON_FREE, ...managed];
}

/** Whether it is a rule that no entry point holds: it stands for what Cloudflare runs by itself. */
export function isDefaultRuleset(rule: Rule): boolean {
  return rule === ON_FREE || rule === MAYBE_ON_FREE;
}

const ON_FREE: Rule = {
  action: 'execute',
  description: 'deployed by Cloudflare by default',
  expression: 'true',
  parameters: { id: DEFAULT_RULESET },
};

const MAYBE_ON_FREE: Rule = { ...ON_FREE, expression: 'cf.zone.plan eq "FREE"' };
