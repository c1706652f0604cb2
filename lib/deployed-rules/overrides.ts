import { listOf, objectOf, type Rule } from '../rulesets';

type Members = Readonly<Record<string, unknown>>;

/** What an `execute` rule changes in the rules of its managed ruleset. */
export interface RulesetOverrides {
  /** For all rules. */
  readonly all: Members;
  /** For the rules of a category, in their order. */
  readonly categories: readonly NamedOverride[];
  /** For single rules, by their ids. */
  readonly rules: readonly NamedOverride[];
}

export interface NamedOverride {
  readonly name: unknown;
  readonly values: Members;
}

export function overridesOf({ parameters }: Rule): RulesetOverrides {
  const given = parameters?.['overrides'];
  // Version 4 of the provider wrote a list of one.
  const all = objectOf(Array.isArray(given) ? given[0] : given);
  const named = (key: string, name: string): readonly NamedOverride[] =>
    listOf(all[key])
      .map(objectOf)
      .map((values) => ({ name: values[name], values }));
  return { all, categories: named('categories', 'category'), rules: named('rules', 'id') };
}
