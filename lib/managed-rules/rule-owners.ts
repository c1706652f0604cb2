import { ManagedRule } from './managed-rule';
import { ManagedRuleset } from './managed-ruleset';

/**
 * Further rules that Cloudflare's documentation and Terraform provider name, by their ruleset.
 *
 * @see https://developers.cloudflare.com/waf/managed-rules/
 */
const PUBLISHED: readonly (readonly [ManagedRuleset, readonly string[]])[] = [
  [
    ManagedRuleset.CLOUDFLARE_MANAGED,
    [
      '5de7edfa648c4d6891dc3e7f84534ffa',
      '75a0060762034a6cb663fd51a02344cb',
      'd9e350f1b72d4730899c8a420e48a85d',
      'e3a567afc347477d9702d9047e97d760',
    ],
  ],
  [ManagedRuleset.OWASP_CORE, ['04116d14d7524986ba314d11c8a41e11']],
  [ManagedRuleset.FREE_MANAGED, ['7dfd111a6bad4b86bf3522cce6c5792f', 'b453c8ace3a54e0ab7c791510b51dc4d']],
];

/** The ruleset of each rule that we know of, by the id of the rule. There are thousands that we do not. */
export const RULE_OWNERS: ReadonlyMap<string, ManagedRuleset> = new Map([
  ...ManagedRule.all.map((rule) => [rule.id, rule.ruleset] as const),
  ...PUBLISHED.flatMap(([ruleset, ids]) => ids.map((id) => [id, ruleset] as const)),
]);
