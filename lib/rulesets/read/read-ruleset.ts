import type { Phase } from '../../rules-language';
// By file: lint loads this at each synth, and the index holds the parser and the evaluator.
import { PHASES } from '../../rules-language/catalogue/phases';
import type { Rule } from '../rule';
import type { RuleList } from '../rule-list';
import { booleanOf, listOf, objectOf, textOf } from './members';

/** A ruleset with the keys of the API, which are those of Terraform's provider too. */
export function readRuleset(ruleset: Readonly<Record<string, unknown>>): RuleList {
  const { kind, rules } = ruleset;
  return {
    rules: listOf(rules).flatMap(readRule),
    phase: phaseOf(ruleset['phase']),
    kind: textOf(kind),
    id: textOf(ruleset['id']),
    zoneId: textOf(ruleset['zone_id']),
    isWhole: kind === 'zone' || kind === 'root',
  };
}

/** A rule; nothing where its expression is not known yet, as in a plan. */
export function readRule(value: unknown): readonly Rule[] {
  const rule = objectOf(value);
  const expression = textOf(rule['expression']);
  if (expression === undefined) return [];
  return [
    {
      id: textOf(rule['id']),
      expression,
      action: textOf(rule['action']) ?? '',
      parameters: block(rule['action_parameters']),
      ref: textOf(rule['ref']),
      description: textOf(rule['description']),
      enabled: booleanOf(rule['enabled']),
      logging: booleanOf(block(rule['logging'])['enabled']),
    },
  ];
}

export function phaseOf(value: unknown): Phase | undefined {
  return PHASES.find((phase) => phase === value);
}

/** An object; version 4 of the provider wrote it as a list of one. */
function block(value: unknown): Readonly<Record<string, unknown>> {
  return objectOf(Array.isArray(value) ? value[0] : value);
}
