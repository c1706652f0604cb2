import type { Phase } from '../../rules-language';
// By file: lint loads this at each synth, and the index holds the parser and the evaluator.
import { PHASES } from '../../rules-language/catalogue/phases';
import type { Rule } from '../rule';
import type { RuleList } from '../rule-list';
import { booleanOf, listOf, objectOf, textOf } from './members';
import { isAnyMarked, unknownIn } from './read-unknown';

/**
 * A ruleset with the keys of the API, which are those of Terraform's provider too.
 *
 * @param unknown Of a plan, Terraform's `after_unknown` of the ruleset.
 */
export function readRuleset(ruleset: Readonly<Record<string, unknown>>, unknown?: unknown): RuleList {
  const { kind, rules } = ruleset;
  const marks = objectOf(unknown)['rules'];
  return {
    rules: isAnyMarked(marks) ? plannedRules(listOf(rules), marks) : listOf(rules).flatMap(readRule),
    phase: phaseOf(ruleset['phase']),
    kind: textOf(kind),
    id: textOf(ruleset['id']),
    zoneId: textOf(ruleset['zone_id']),
    isWhole: (kind === 'zone' || kind === 'root') && marks !== true,
  };
}

/** Rules that a plan does not fully know. If it knows none of them, one stands for all: it may do anything. */
function plannedRules(rules: readonly unknown[], marks: unknown): readonly Rule[] {
  if (marks === true)
    return [{ ...readPlannedRule({}, true), description: 'rules known only after the apply' }];
  const all = listOf(marks);
  return Array.from({ length: Math.max(rules.length, all.length) }, (_, position) =>
    readPlannedRule(objectOf(rules[position]), all[position]),
  );
}

/**
 * A rule of a plan.
 *
 * @param mark Terraform's `after_unknown` of the rule.
 */
export function readPlannedRule(rule: Readonly<Record<string, unknown>>, mark: unknown): Rule {
  const unknown = unknownIn(rule, mark);
  const [read = { expression: '' }] = readRule({ ...rule, expression: textOf(rule['expression']) ?? '' });
  return unknown.length === 0 ? read : { ...read, unknown };
}

/** A rule; nothing where its expression is not there. */
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
