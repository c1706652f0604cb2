import { ID_PATTERN } from '../cloudflare';
import { InputError, requireString, show } from '../errors';
import { ManagedRuleset } from './managed-ruleset';

/**
 * One rule of a managed ruleset. The API takes rule ids, not the numbers that rule descriptions show; ids come and go
 * with Cloudflare's releases, and `waf preflight` reports an id that no longer exists.
 *
 * @see https://developers.cloudflare.com/waf/managed-rules/waf-exceptions/
 * @example
 * Skip.managedRules(ManagedRule.EMPTY_USER_AGENT);
 */
export class ManagedRule {
  /**
   * OWASP 949110, "Inbound Anomaly Score Exceeded": the rule that blocks once the scores of the other OWASP rules add
   * up to the threshold. If you skip it, the scores remain, but nothing is blocked.
   */
  static readonly OWASP_949110 = new ManagedRule(
    ManagedRuleset.OWASP_CORE,
    '6179ae15870a4bb7b2d480d4843b323c',
    '949110: Inbound Anomaly Score Exceeded',
  );
  /** "Empty User-Agent" of the Cloudflare Managed Ruleset; off by default. */
  static readonly EMPTY_USER_AGENT = new ManagedRule(
    ManagedRuleset.CLOUDFLARE_MANAGED,
    'b57df4f17f7f4ea4b8db33e20a6dbbd3',
    'Empty User-Agent',
  );

  /** Every rule that has a name here. */
  static readonly all: readonly ManagedRule[] = [ManagedRule.OWASP_949110, ManagedRule.EMPTY_USER_AGENT];

  /**
   * The rule with this id in this ruleset.
   *
   * @throws InputError `managed-rule/id` if the id is not 32 lower-case hex characters, `managed-rule/ruleset` if
   * the first argument is no ruleset, or not the one that the rule is known to belong to.
   * @example
   * ManagedRule.fromId(ManagedRuleset.OWASP_CORE, '04116d14d7524986ba314d11c8a41e11');
   */
  static fromId(ruleset: ManagedRuleset, id: string): ManagedRule {
    requireString('id', id);
    if (!ID_PATTERN.test(id)) {
      throw new InputError('managed-rule/id', {
        message: `a managed rule id must be 32 lower-case hex characters, got: ${show(id)}`,
        help: 'copy the rule id from the Security Event; the number in a rule description (such as 949110) is not an id',
      });
    }
    if (!ManagedRuleset.isManagedRuleset(ruleset)) {
      throw new InputError('managed-rule/ruleset', {
        message: `the first argument of ManagedRule.fromId must be the ruleset of the rule, got: ${show(ruleset)}`,
        help: "write ManagedRule.fromId(ManagedRuleset.OWASP_CORE, '...')",
      });
    }
    const known = ManagedRule.all.find((rule) => rule.id === id);
    if (known !== undefined && known.ruleset.id !== ruleset.id) {
      throw new InputError('managed-rule/ruleset', {
        message: `rule ${show(id)} (${known.title}) does not belong to the ${ruleset.title}`,
        help: `name its own ruleset: the ${known.ruleset.title}`,
      });
    }
    return known ?? new ManagedRule(ruleset, id, id);
  }

  /** @internal True for a rule of any installed copy of this package. */
  static isManagedRule(value: unknown): value is ManagedRule {
    return typeof value === 'object' && value !== null && 'id' in value && 'ruleset' in value;
  }

  private constructor(
    /** The ruleset that the rule is part of. */
    readonly ruleset: ManagedRuleset,
    /** The id that the API takes. */
    readonly id: string,
    /** The rule's description, or its id where we know none. */
    readonly title: string,
  ) {}
}
