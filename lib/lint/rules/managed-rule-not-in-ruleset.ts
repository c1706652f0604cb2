import { ManagedRule, ManagedRuleset, RULE_OWNERS } from '../../managed-rules';
import type { Rule } from '../../rulesets';
// By file: this is loaded at each synth, and the index holds the readers of documents.
import { listOf, objectOf } from '../../rulesets/read/members';
import { executed, rulesById, texts } from '../../rulesets/skip-parameters';
import { type Found, ruleLint } from '../rule';

const TITLES = new Map(
  [...ManagedRuleset.all, ...ManagedRule.all].map(({ id, title }) => [id, title === id ? undefined : title]),
);
const RULESETS = new Set(ManagedRuleset.all.map(({ id }) => id));

export const managedRuleNotInRuleset = ruleLint(
  'managed-rule-not-in-ruleset',
  'error',
  'a managed rule under a ruleset that does not have it',
  ({ rule }) =>
    namesManaged(rule)
      ? [...rulesetsNamed(rule).flatMap(ruleAsRuleset), ...rulesNamed(rule).flatMap(foreignRule)]
      : NOTHING,
);

const NOTHING: readonly Found[] = [];

/** Most exceptions name neither rulesets nor rules. */
function namesManaged({ action, parameters = {} }: Rule): boolean {
  return action === 'execute' || parameters['rulesets'] !== undefined || parameters['rules'] !== undefined;
}

/** The ids that stand where a ruleset is meant. */
function rulesetsNamed(rule: Rule): readonly string[] {
  const run = executed(rule);
  return [...texts(rule, 'rulesets'), ...rulesById(rule).keys(), ...(run === undefined ? [] : [run])];
}

/** The ids that stand where a rule is meant, with that of the ruleset above them. */
function rulesNamed(rule: Rule): readonly { readonly id: string; readonly under: string }[] {
  const skipped = [...rulesById(rule)].flatMap(([under, ids]) => ids.map((id) => ({ id, under })));
  const under = executed(rule);
  if (under === undefined) return skipped;
  const overridden = listOf(objectOf(rule.parameters?.['overrides'])['rules'])
    .map((override) => objectOf(override)['id'])
    .filter((id) => typeof id === 'string');
  return [...skipped, ...overridden.map((id) => ({ id, under }))];
}

function ruleAsRuleset(id: string): readonly Found[] {
  const owner = RULE_OWNERS.get(id);
  if (owner === undefined) return [];
  return [
    {
      message: `\`${id}\`${titleOf(id)} is a rule, in the place of a ruleset`,
      help: `name the rule under \`${owner.id}\`, the ${owner.title}`,
    },
  ];
}

function foreignRule({ id, under }: { readonly id: string; readonly under: string }): readonly Found[] {
  if (RULESETS.has(id)) {
    return [
      {
        message: `\`${id}\`${titleOf(id)} is a ruleset, in the place of a rule`,
        help: 'name a rule of the ruleset, or the ruleset as a whole under `rulesets`',
      },
    ];
  }
  const owner = RULE_OWNERS.get(id);
  // An invalid id in place of the ruleset is reported once.
  if (owner === undefined || owner.id === under || RULE_OWNERS.has(under)) return [];
  return [
    {
      message: `the rule \`${id}\`${titleOf(id)} is not part of the ruleset named here`,
      help: `name it under \`${owner.id}\`, the ${owner.title}`,
    },
  ];
}

function titleOf(id: string): string {
  const title = TITLES.get(id);
  return title === undefined ? '' : ` (${title})`;
}
