import { listOf, objectOf, readPlannedRule, textOf } from '../../rulesets';
import { contentOf } from './content';
import type { PlannedRule } from './planned-rule';

type Json = Readonly<Record<string, unknown>>;

/** Stands for what only the apply shows; as Terraform writes it. */
export const KNOWN_AFTER_APPLY = '(known after apply)';

/**
 * The rules of a ruleset before or after a plan.
 *
 * @param unknown Terraform's `after_unknown` of the ruleset
 */
export function rulesOf(ruleset: Json, unknown?: unknown): readonly PlannedRule[] {
  const values = listOf(ruleset['rules']);
  const marks = listOf(objectOf(unknown)['rules']);
  return Array.from({ length: Math.max(values.length, marks.length) }, (_, position) =>
    ruleOf(objectOf(values[position]), marks[position], position),
  );
}

function ruleOf(values: Json, mark: unknown, position: number): PlannedRule {
  const content = contentOf(values);
  const ref = textOf(content['ref']) ?? `(rule ${position + 1})`;
  const rule = readPlannedRule(content, mark);
  const { unknown = [] } = rule;
  return { ref, content: unknown.reduce(withUnknown, content), rule, unknown };
}

function withUnknown(content: Json, path: string): Json {
  const [attribute = '', parameter] = path.split('.');
  return {
    ...content,
    [attribute]:
      parameter === undefined
        ? KNOWN_AFTER_APPLY
        : { ...objectOf(content[attribute]), [parameter]: KNOWN_AFTER_APPLY },
  };
}
