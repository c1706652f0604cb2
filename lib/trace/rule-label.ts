import { isManagedByUs, type Rule } from '../rulesets';

/** The rule as people know it: an exception of ours by its `ref`, any other by its description. Raw text: escape it. */
export function ruleLabel(rule: Rule): string {
  const { ref, description, id } = rule;
  if (ref !== undefined && isManagedByUs(rule)) return ref;
  return [description, ref, id].find((text) => text !== undefined && text !== '') ?? rule.expression;
}
