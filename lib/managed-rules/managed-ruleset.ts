import { ID_PATTERN, MANAGED_RULESETS } from '../cloudflare';
import { InputError, requireString, show } from '../errors';

/**
 * A ruleset that Cloudflare maintains, and that a zone deploys with an `execute` rule. The ids are the same in every
 * account.
 *
 * @see https://developers.cloudflare.com/waf/managed-rules/#available-managed-rulesets
 * @example
 * Skip.managedRulesets(ManagedRuleset.OWASP_CORE);
 */
export class ManagedRuleset {
  /** Cloudflare Managed Ruleset (Pro and up). */
  static readonly CLOUDFLARE_MANAGED = ManagedRuleset.published(MANAGED_RULESETS.CLOUDFLARE_MANAGED);
  /** Cloudflare OWASP Core Ruleset (Pro and up): its rules add up a score, and rule 949110 acts on the sum. */
  static readonly OWASP_CORE = ManagedRuleset.published(MANAGED_RULESETS.OWASP_CORE);
  /** Cloudflare Exposed Credentials Check (Pro and up), deprecated by Cloudflare. */
  static readonly EXPOSED_CREDENTIALS_CHECK = ManagedRuleset.published(
    MANAGED_RULESETS.EXPOSED_CREDENTIALS_CHECK,
  );
  /** Cloudflare Free Managed Ruleset, deployed by default on zones of the Free plan. */
  static readonly FREE_MANAGED = ManagedRuleset.published(MANAGED_RULESETS.FREE_MANAGED);

  /** Every ruleset that has a name here. */
  static readonly all: readonly ManagedRuleset[] = [
    ManagedRuleset.CLOUDFLARE_MANAGED,
    ManagedRuleset.OWASP_CORE,
    ManagedRuleset.EXPOSED_CREDENTIALS_CHECK,
    ManagedRuleset.FREE_MANAGED,
  ];

  /**
   * The managed ruleset with this id.
   *
   * @throws InputError `managed-ruleset/id` if it is not 32 lower-case hex characters, `managed-ruleset/response`
   * if the ruleset runs on responses, where no exception of ours applies.
   * @example
   * ManagedRuleset.fromId('4814384a9e5d4991b9815dcfc25d2f1f');
   */
  static fromId(id: string): ManagedRuleset {
    requireString('id', id);
    if (!ID_PATTERN.test(id)) {
      throw new InputError('managed-ruleset/id', {
        message: `a managed ruleset id must be 32 lower-case hex characters, got: ${show(id)}`,
        help: 'copy the id from the execute rule of the zone, or use a constant such as ManagedRuleset.OWASP_CORE',
      });
    }
    if (id === MANAGED_RULESETS.SENSITIVE_DATA_DETECTION.id) {
      throw new InputError('managed-ruleset/response', {
        message: `the managed ruleset ${show(id)} (Cloudflare Sensitive Data Detection) inspects responses`,
        help: 'change its own deployment in the phase http_response_firewall_managed: a request exception has no effect on it',
      });
    }
    return (
      ManagedRuleset.all.find((known) => known.id === id) ?? new ManagedRuleset(id, `managed ruleset ${id}`)
    );
  }

  /** @internal True for a ruleset of any installed copy of this package. */
  static isManagedRuleset(value: unknown): value is ManagedRuleset {
    return (
      typeof value === 'object' &&
      value !== null &&
      'id' in value &&
      'title' in value &&
      !('ruleset' in value)
    );
  }

  private static published({ id, name }: { readonly id: string; readonly name: string }): ManagedRuleset {
    return new ManagedRuleset(id, name);
  }

  private constructor(
    /** The id that the API takes. */
    readonly id: string,
    /** The name in Cloudflare's dashboard, or the id where we know none. */
    readonly title: string,
  ) {}
}
