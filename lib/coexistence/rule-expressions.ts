import { REF_PREFIX } from '../exceptions';

/** Terraform expression: the rule `r` is managed by this stack. */
export function isMine(ownPrefixes: readonly string[]): string {
  return `anytrue([${ownPrefixes.map((prefix) => `startswith(r.ref, "${prefix}")`).join(', ')}])`;
}

/** Terraform expression: the rule `r` is an exception of some namespace, so it comes before all others. */
export const IS_EXCEPTION = `startswith(r.ref, "${REF_PREFIX}")`;

/** Terraform expression: the parameters of the rule `r` that this provider version can read. */
export const READABLE_PARAMETERS = 'try({ for k, v in r.action_parameters : k => v if v != null }, {})';

/**
 * Terraform expression: the rule `r` reduced to what a write would change. Conversions between the live rules, whose
 * absent parameters are null, and ours, which have none, would otherwise never be equal.
 */
export const COMPARABLE_RULE = `[${[
  'r.ref',
  'r.action',
  'r.enabled',
  'r.expression',
  'r.description',
  'try(r.logging.enabled, null)',
  READABLE_PARAMETERS,
].join(', ')}]`;

/** Terraform expression: writing the one list of rules over the other changes none of the rules that fit. */
export function areSame(rules: string, others: string, condition: string): string {
  return `length(toset([for rules in [${rules}, ${others}] : jsonencode([for r in rules : ${COMPARABLE_RULE} if ${condition}])])) == 1`;
}
