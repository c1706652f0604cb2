import {
  CUSTOM_PHASE,
  MANAGED_PHASE,
  type MitigatingAction,
  type ZonePlan,
  skippableTitle,
} from '../cloudflare';
import type { ExceptionPhase } from '../exceptions';
import { ExecutionContext } from '../rules-language';
// The type is no part of the language's public names: its readers write the object itself.
import type { SampleRequest } from '../rules-language/context/sample-request';
import { isDefaultRuleset, type Rule, withDefaultRuleset } from '../rulesets';
import type { Cause } from './cause';
import { judgeOf } from './judge';
import { type ManagedProtection, managedProtections } from './managed-protection';
import type { Step } from './step';
import { type Surroundings, walk } from './walk';

/** The rules of a zone, or as many of them as are known. */
export interface TracedZone {
  /** The entry point of `http_request_firewall_custom`, in its order. */
  readonly custom: readonly Rule[];
  /** The entry point of `http_request_firewall_managed`, in its order. */
  readonly managed: readonly Rule[];
  /**
   * Whether `managed` is the whole entry point: without an `execute` rule in it, no managed ruleset of the zone looks at a
   * request, but for the one that Cloudflare runs by itself on the Free plan. Otherwise one may that is not known.
   *
   * @default false
   */
  readonly isManagedWhole?: boolean;
  /** Rules of the custom rulesets that the custom phase executes, by id. Rules of any other one are unknown. */
  readonly customRulesets?: Readonly<Record<string, readonly Rule[]>>;
  /** Its Cloudflare plan, unless the request has it: on the Free plan a managed ruleset runs without a rule. */
  readonly plan?: ZonePlan | undefined;
  /** Contents of lists by name, without `$`. What the request gives itself comes first. */
  readonly lists?: Readonly<Record<string, readonly (string | number)[]>>;
}

/** What the rules of a zone make of one request. */
export interface Trace {
  /** Each phase with its rules, in the order in which Cloudflare runs them. */
  readonly phases: readonly TracedPhase[];
  /** What may end the request, in order. Nothing follows one that is certain. */
  readonly ends: readonly End[];
  /** What each managed ruleset does, as long as the request gets there. */
  readonly managed: readonly ManagedProtection[];
  /** Products and phases other than managed rules that are skipped, or may be. */
  readonly others: readonly SkippedProtection[];
}

export interface TracedPhase {
  readonly phase: ExceptionPhase;
  readonly steps: readonly Step[];
}

/** A rule that ends the request, or may. */
export interface End extends Cause {
  /** `undefined` where a custom ruleset is executed whose rules are not known. */
  readonly action: MitigatingAction | undefined;
}

export interface SkippedProtection {
  /** The API's own word, such as `http_ratelimit` or `uaBlock`. */
  readonly id: string;
  /** In words. */
  readonly title: string;
  readonly by: readonly Cause[];
}

/**
 * Runs a request through the custom and the managed rules of a zone. Nothing is guessed: what the request does not tell
 * makes a verdict unknown, and with it whatever depends on that rule, unless another rule decides anyway.
 *
 * Rules of the account are not part of it, nor what the managed rules themselves find in the request.
 *
 * @throws InputError `context/...` if something in the request or the lists has the wrong form
 */
export function trace(zone: TracedZone, request: SampleRequest): Trace {
  const context = ExecutionContext.fromRequest({
    ...(zone.plan !== undefined && { zonePlan: zone.plan }),
    ...request,
    lists: { ...zone.lists, ...request.lists },
  });
  const surroundings = {
    judgeOf: (rules: readonly Rule[]) => judgeOf(rules, context),
    customRuleset: (id: string) =>
      Object.hasOwn(zone.customRulesets ?? {}, id) ? zone.customRulesets?.[id] : undefined,
  };
  const custom = steps(CUSTOM_PHASE, zone.custom, surroundings);
  const ends = custom.flatMap(endsOf);
  const skipped = phasesSkippedBy(custom);
  const skippedBy = skipped.get(MANAGED_PHASE) ?? [];
  const isWhole = zone.isManagedWhole === true;
  const rules = isWhole ? withDefaultRuleset(zone.managed, request.zonePlan ?? zone.plan) : zone.managed;
  const managed = steps(MANAGED_PHASE, rules, { ...surroundings, skippedBy, endedBy: ends });
  return {
    phases: [
      { phase: CUSTOM_PHASE, steps: custom },
      // Its ruleset is reported with the others.
      { phase: MANAGED_PHASE, steps: managed.filter(({ rule }) => !isDefaultRuleset(rule)) },
    ],
    ends,
    managed: managedProtections(managed, {
      phaseSkippedBy: skippedBy,
      endedBy: ends,
      isWhole,
      judge: judgeOf(rules, context),
    }),
    others: [...skipped]
      .filter(([id]) => id !== MANAGED_PHASE)
      .map(([id, by]) => ({ id, title: skippableTitle(id), by })),
  };
}

/** Every rule of an entry point, and of what it executes. */
function steps(phase: ExceptionPhase, rules: readonly Rule[], surroundings: Surroundings): readonly Step[] {
  const found: Step[] = [];
  const keep = (step: Step): undefined => void found.push(step);
  walk(phase, rules, surroundings, { acts: keep, idles: keep });
  return found;
}

function endsOf({ rule, effect, effectNeeds: needs }: Step): readonly End[] {
  if (effect?.kind === 'ends') return [{ rule, needs, action: effect.action }];
  return isUnread(effect) ? [{ rule, needs, action: undefined }] : [];
}

/** Phases and products by their id, with the rules that skip them. */
function phasesSkippedBy(steps: readonly Step[]): ReadonlyMap<string, readonly Cause[]> {
  const skipped = new Map<string, readonly Cause[]>();
  for (const { rule, effect, effectNeeds: needs } of steps) {
    const ids =
      effect?.kind === 'skips'
        ? [...effect.targets.phases, ...effect.targets.products]
        : isUnread(effect)
          ? [MANAGED_PHASE]
          : [];
    for (const id of ids) skipped.set(id, [...(skipped.get(id) ?? []), { rule, needs }]);
  }
  return skipped;
}

/** Whether it does what cannot be read, or executes rules that are not known: they may end the request, or skip the managed rules. */
function isUnread(effect: Step['effect']): boolean {
  return effect?.kind === 'unread' || (effect?.kind === 'executes' && !effect.execution.isKnown);
}
