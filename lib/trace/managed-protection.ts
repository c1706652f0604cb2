import type { Judge } from './judge';
import { type Cause, certainty, decisive, needsOf, unique } from './cause';
import type { SkippedRule, Step } from './step';
import { isDefaultRuleset, isSwitchedOff, stillOn } from '../rulesets';
import { rulesetTitle, ruleTitle } from './titles';

/**
 * - `inspects`: its rules look at the request
 * - `partly skipped`: some of its rules are skipped, the others look at it
 * - `partly executed`: overrides switch all its rules off but some, which look at it
 * - `skipped`: none of its rules looks at it, because of an exception
 * - `not executed`: none does, because its `execute` rule is off, does not match, or switches every rule off
 * - `not reached`: an earlier rule has ended the request
 * - `unknown`: `needs` would tell
 */
export type ProtectionState =
  'inspects' | 'partly skipped' | 'partly executed' | 'skipped' | 'not executed' | 'not reached' | 'unknown';

/** What one managed ruleset does with a request. */
export interface ManagedProtection {
  /** `undefined` = every managed ruleset of the zone: the rules tell of no `execute` rule. */
  readonly rulesetId: string | undefined;
  readonly name: string;
  /** Cloudflare runs it by itself, not because a rule of the zone says so. */
  readonly isByDefault: boolean;
  readonly state: ProtectionState;
  /** The rules because of which it is skipped, partly skipped or not reached, or may be. */
  readonly by: readonly Cause[];
  /** Managed rules that are skipped, or may be, while the others are not. */
  readonly skippedRules: readonly NamedRule[];
  /** Rules that overrides leave on, by title, and categories of them; empty unless they switch all others off. */
  readonly stillOn: readonly string[];
  /** True if a rule that names no ruleset skips it: nothing of the phase that follows is left. */
  readonly isWithAllOthers: boolean;
  /** What would tell, where the state is `unknown`. */
  readonly needs: readonly string[];
}

export interface NamedRule extends SkippedRule {
  /** The rule's description, or its id where we know none. */
  readonly title: string;
}

/** What decides about the managed phase besides its own rules. */
interface ManagedPhase {
  /** Rules of the custom phase that skip it. */
  readonly phaseSkippedBy: readonly Cause[];
  /** Rules of the custom phase that end the request. */
  readonly endedBy: readonly Cause[];
  /** The rules are those of the whole entry point. */
  readonly isWhole: boolean;
  /** Whether one of its rules matches: of a skipped one, the steps do not say. */
  readonly judge: Judge;
}

/**
 * A protection for each `execute` rule. Without any, none, if the rules are those of the whole entry point. Otherwise, as
 * in a stack that only knows its own exceptions: one for all managed rulesets together, and one for each that an exception
 * names.
 */
export function managedProtections(
  steps: readonly Step[],
  { phaseSkippedBy, endedBy, isWhole, judge }: ManagedPhase,
): readonly ManagedProtection[] {
  const executes = steps.filter(({ rule }) => rule.action === 'execute');
  const unread = steps.filter(({ effect }) => effect?.kind === 'unread');
  if (executes.length > 0 || (isWhole && unread.length === 0)) {
    return executes.map((step) => ofExecute(step, judge));
  }
  const skips = steps.flatMap(({ rule, effect, needs }) =>
    effect?.kind === 'skips' ? [{ cause: { rule, needs }, targets: effect.targets }] : [],
  );
  const all = [
    ...phaseSkippedBy,
    ...skips.filter(({ targets }) => targets.isRulesetCurrent).map(({ cause }) => cause),
  ];
  const ids = unique(skips.flatMap(({ targets }) => [...targets.rulesets, ...targets.rules.keys()]));
  return [
    protection(undefined, {
      endedBy,
      all,
      own: [],
      rules: [],
      executeNeeds: unread.flatMap(({ needs }) => needs),
    }),
    ...ids.map((id) =>
      protection(id, {
        endedBy,
        all,
        own: skips.filter(({ targets }) => targets.rulesets.includes(id)).map(({ cause }) => cause),
        rules: unique(skips.flatMap(({ targets }) => targets.rules.get(id) ?? [])).map((rule) => ({
          id: rule,
          by: skips
            .filter(({ targets }) => targets.rules.get(id)?.includes(rule) === true)
            .map(({ cause }) => cause),
        })),
      }),
    ),
  ];
}

function ofExecute(
  { rule, outcome, needs, skippedBy, endedBy, effect }: Step,
  judge: Judge,
): ManagedProtection {
  const id = typeof rule.parameters?.['id'] === 'string' ? rule.parameters['id'] : '';
  const isNoMatch = outcome === 'skipped' ? judge(rule).verdict === false : outcome === 'does not match';
  const isOff = rule.enabled === false || isNoMatch || isSwitchedOff(rule);
  const isByDefault = isDefaultRuleset(rule);
  if (isOff && certainty(endedBy) !== true) {
    return { ...named(id), isByDefault, state: 'not executed', ...NOTHING };
  }
  const execution = effect?.kind === 'executes' ? effect.execution : undefined;
  const found = protection(id, {
    endedBy,
    all: skippedBy,
    own: execution?.skippedBy ?? [],
    rules: execution?.skippedRules ?? [],
    executeNeeds: needs,
  });
  const on = stillOn(rule);
  if (on === undefined) return { ...found, isByDefault };
  const titles = [...on.rules.map(ruleTitle), ...on.categories.map((name) => `category ${name}`)];
  return { ...found, stillOn: titles, state: found.state === 'inspects' ? 'partly executed' : found.state };
}

/** What decides about a ruleset. */
interface Influences {
  readonly endedBy: readonly Cause[];
  /** Rules that skip it with all others. */
  readonly all: readonly Cause[];
  /** Rules that skip it by its id. */
  readonly own: readonly Cause[];
  readonly rules: readonly SkippedRule[];
  /** What would tell whether it is executed at all. */
  readonly executeNeeds?: readonly string[];
}

const NOTHING = { by: [], skippedRules: [], stillOn: [], isWithAllOthers: false, needs: [] } as const;

function protection(
  id: string | undefined,
  { endedBy, all, own, rules, executeNeeds = [] }: Influences,
): ManagedProtection {
  const name = named(id);
  if (certainty(endedBy) === true) {
    return { ...name, state: 'not reached', ...NOTHING, by: decisive(endedBy) };
  }
  const skips = [...all, ...own];
  if (certainty(skips) === true) {
    const by = decisive(skips);
    return { ...name, state: 'skipped', ...NOTHING, by, isWithAllOthers: certainty(all) === true };
  }
  const skippedRules = rules.map((rule) => ({ ...rule, title: ruleTitle(rule.id) }));
  const by = eachRuleOnce([...skips, ...rules.flatMap((rule) => decisive(rule.by))]);
  const needs = unique([...executeNeeds, ...needsOf(skips), ...rules.flatMap((rule) => needsOf(rule.by))]);
  const known = rules.length > 0 ? 'partly skipped' : 'inspects';
  return { ...name, ...NOTHING, state: needs.length > 0 ? 'unknown' : known, by, skippedRules, needs };
}

function eachRuleOnce(causes: readonly Cause[]): readonly Cause[] {
  return [...new Map(causes.map((cause) => [cause.rule, cause])).values()];
}

function named(id: string | undefined): Pick<ManagedProtection, 'rulesetId' | 'name' | 'isByDefault'> {
  return {
    rulesetId: id,
    isByDefault: false,
    name: id === undefined ? 'all managed rules' : rulesetTitle(id),
  };
}
