import { CUSTOM_PHASE, MANAGED_PHASE } from '../../cloudflare';
import { show } from '../../errors';
import {
  executed,
  isRunning,
  type PlacedList,
  type Rule,
  rulesById,
  skipKeys,
  texts,
  withDefaultRuleset,
} from '../../rulesets';
import { documentLint, type FoundInDocument } from '../rule';

export const nothingToSkip = documentLint(
  'nothing-to-skip',
  'warning',
  'an exception from managed rules that do not run',
  ({ lists }) => [
    ...lists.flatMap(({ list }, where) => restOfNothing(list, where)),
    ...lists.flatMap(({ list }, where) => (isManaged(list) ? inManagedPhase(list.rules, where) : [])),
    ...lists.flatMap((placed, where) => {
      const managed = managedListOf(placed, lists);
      return managed === undefined || runsAny(managed) ? [] : inCustomPhase(placed, where);
    }),
  ],
);

/** Whether any managed ruleset runs, on the Free plan that of Cloudflare's own accord as well. */
function runsAny({ rules, plan }: PlacedList['list']): boolean {
  return (plan === 'free' ? withDefaultRuleset(rules, plan) : rules).some(isRunning);
}

/** A managed entry point of which all is known. */
function isManaged({ kind, phase, isWhole, rules }: PlacedList['list']): boolean {
  return (
    kind === 'zone' &&
    phase === MANAGED_PHASE &&
    isWhole === true &&
    rules.every((rule) => rule.unknown === undefined)
  );
}

/** A rule that skips the rest of its ruleset, and nothing of it follows that is on. */
function restOfNothing(
  { rules, isWhole, kind, phase }: PlacedList['list'],
  where: number,
): readonly FoundInDocument[] {
  const position = rules.findLastIndex(({ enabled }) => enabled !== false);
  const last = rules[position];
  const [key, ...others] = last?.action === 'skip' ? skipKeys(last) : [];
  // `skip-after-execute` reports this for the managed phase.
  const isJudged = phase !== MANAGED_PHASE && (isWhole === true || kind === 'custom');
  // The rest of the phase, in an entry point, is the rest of its rules; behind a custom ruleset more may follow.
  const isRest = key === 'ruleset' || (key === 'phase' && kind !== 'custom');
  if (!isJudged || last?.unknown !== undefined || !isRest || others.length > 0) return [];
  return [
    {
      message: `the rule skips the rest of its ${key}, and no enabled rule follows: nothing is skipped`,
      help: 'move it before the rules that it is to skip, or name what it skips',
      where,
      rule: position,
    },
  ];
}

/** Rulesets that no rule executes are for `skip-after-execute`: here, each has a rule, and it runs nothing. */
function inManagedPhase(rules: readonly Rule[], where: number): readonly FoundInDocument[] {
  return rules.flatMap((rule, position) => {
    if (rule.action !== 'skip' || rule.enabled === false) return [];
    return [...new Set([...texts(rule, 'rulesets'), ...rulesById(rule).keys()])].flatMap((id) => {
      const executing = rules.filter((one) => executed(one) === id);
      if (executing.length === 0 || executing.some(isRunning)) return [];
      return [
        {
          message: `the ruleset ${show(id)} does not run: nothing of it is skipped`,
          help: 'remove the exception, or turn the ruleset on',
          where,
          rule: position,
        },
      ];
    });
  });
}

function inCustomPhase({ list: { rules } }: PlacedList, where: number): readonly FoundInDocument[] {
  return rules.flatMap((rule, position) => {
    const skipsManagedOnly =
      rule.action === 'skip' &&
      rule.enabled !== false &&
      rule.unknown === undefined &&
      skipKeys(rule).every((key) => key === 'phases') &&
      texts(rule, 'phases').join() === MANAGED_PHASE;
    if (!skipsManagedOnly) return [];
    return [
      {
        message: 'the zone runs no managed rules: nothing is skipped',
        help: 'remove the exception, or turn the managed rules on',
        where,
        rule: position,
      },
    ];
  });
}

/** The managed entry point of the zone that these custom rules are of; only one with `execute` rules matters. */
function managedListOf({ list }: PlacedList, lists: readonly PlacedList[]): PlacedList['list'] | undefined {
  if (list.phase !== CUSTOM_PHASE || list.kind === 'root') return undefined;
  const managed = lists.filter((other) => isManaged(other.list) && isSameZone(other.list, list));
  const [only] = managed;
  if (only === undefined || managed.length > 1) return undefined;
  return only.list.rules.some((rule) => executed(rule) !== undefined) ? only.list : undefined;
}

function isSameZone(a: PlacedList['list'], b: PlacedList['list']): boolean {
  return a.zoneId === b.zoneId && a.zoneName === b.zoneName;
}
