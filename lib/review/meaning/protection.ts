import { MANAGED_PHASE, type ZonePlan } from '../../cloudflare';
import { executed, type Rule, rulesById, texts } from '../../rulesets';

/**
 * One thing that a skip rule can take away, as a key: `managed` (the whole phase), `ruleset:<id>`,
 * `rule:<ruleset id>/<rule id>`, `custom` (the custom rules that follow), `custom:<ref>` (this custom rule),
 * `phase:<name>`, `product:<name>`.
 */
export type Protection = string;

/** The rules of a zone's two phases, in their order. */
export interface ZoneRules {
  readonly custom: readonly Rule[];
  readonly managed: readonly Rule[];
  /** False where the plan does not hold the managed entry point: then managed rules run that it does not show. */
  readonly isManagedKnown: boolean;
  /** The zone's Cloudflare plan; `undefined` where the plan of Terraform has not read it, and for a partner's. */
  readonly plan: ZonePlan | undefined;
}

/** What a skip rule takes away where it is; without the single custom rules. */
export function skippedBy(rule: Rule, zone: ZoneRules): readonly Protection[] {
  const position = zone.managed.indexOf(rule);
  if (position < 0) {
    return [
      ...texts(rule, 'phases').map((name) => (name === MANAGED_PHASE ? 'managed' : `phase:${name}`)),
      ...texts(rule, 'products').map((name) => `product:${name}`),
      ...(endsPhase(rule) ? ['custom'] : []),
    ];
  }
  const { before, later } = aroundIt(rule, zone.managed);
  if (endsPhase(rule)) return before.length === 0 ? ['managed'] : later.map((id) => `ruleset:${id}`);
  // An exception of the managed phase reaches only what runs after it.
  const isReached = (id: string) => later.includes(id) || !before.includes(id);
  return [
    ...texts(rule, 'rulesets')
      .filter(isReached)
      .map((id) => `ruleset:${id}`),
    ...[...rulesById(rule)]
      .filter(([id]) => isReached(id))
      .flatMap(([id, rules]) => rules.map((one) => `rule:${id}/${one}`)),
  ];
}

/** Whether a skip rule leaves out all that follows it in its own ruleset or phase. */
export function endsPhase({ action, parameters }: Rule): boolean {
  const { ruleset, phase } = parameters ?? {};
  return action === 'skip' && (typeof ruleset === 'string' || typeof phase === 'string');
}

/** The managed rulesets that run before a rule of the managed phase, and those that run after it. */
export function aroundIt(
  rule: Rule,
  managed: readonly Rule[],
): { readonly before: readonly string[]; readonly later: readonly string[] } {
  const position = managed.indexOf(rule);
  return position < 0
    ? { before: [], later: deployedIn(managed) }
    : { before: deployedIn(managed.slice(0, position)), later: deployedIn(managed.slice(position)) };
}

/** Managed rulesets that run both before and after an exception: it holds for a part of what they do only. */
export function executedAround(managed: readonly Rule[]): readonly string[] {
  return managed
    .filter((rule) => rule.action === 'skip' && rule.enabled !== false)
    .flatMap((rule) => {
      const { before, later } = aroundIt(rule, managed);
      return before.filter((id) => later.includes(id));
    });
}

/** Whether taking `whole` away takes `part` away too. */
export function contains(whole: Protection, part: Protection): boolean {
  if (whole === part) return true;
  if (whole === 'managed') return part.startsWith('ruleset:') || part.startsWith('rule:');
  return whole.startsWith('ruleset:') && part.startsWith(`rule:${whole.slice('ruleset:'.length)}/`);
}

/**
 * The protections that have to be looked at one by one to compare what two sets of keys take away. Of managed rules that
 * are known the phase is its rulesets; of others, it stands for whatever they are.
 */
export function separate(
  keys: readonly Protection[],
  deployed: readonly string[],
  isManagedKnown: boolean,
): readonly Protection[] {
  const single = new Set(keys);
  if (single.has('managed')) for (const id of deployed) single.add(`ruleset:${id}`);
  if (isManagedKnown) single.delete('managed');
  return [...single].sort();
}

/** Managed rulesets that enabled rules run. */
export function deployedIn(managed: readonly Rule[]): readonly string[] {
  return [
    ...new Set(managed.filter(({ enabled }) => enabled !== false).flatMap((rule) => executed(rule) ?? [])),
  ];
}
