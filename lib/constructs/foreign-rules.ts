import { InputError, requireString, show } from '../errors';
import { MIN_REASON_LENGTH } from '../exceptions';

/**
 * What happens to rules of an entry point that no code declares, such as those from the dashboard and from other tools.
 *
 * @example
 * new ZoneWaf(this, 'waf', {
 *   zone: Zone.fromName('example.com'),
 *   namespace: 'dashboard',
 *   foreignRules: ForeignRules.keep(),
 * });
 */
export class ForeignRules {
  /**
   * Keeps them as they are, with the same content, id, `ref` and order.
   *
   * @example
   * ForeignRules.keep();
   */
  static keep(): ForeignRules {
    return new ForeignRules('keep', undefined);
  }

  /**
   * Deletes them at the next deploy. Exceptions of other namespaces stay, and so do the `execute` rules of the managed
   * phase, because without them the zone would have no managed rules.
   *
   * @param options.reason why rules may come only from code; at least 10 characters, shown in the plan
   * @throws InputError `foreign-rules/reason`
   * @example
   * ForeignRules.removeAllButManagedRulesets({ reason: 'SEC-12: rules of this zone come from code only' });
   */
  static removeAllButManagedRulesets(options: { readonly reason: string }): ForeignRules {
    const reason = requireString('reason', options.reason).trim();
    if (reason.length < MIN_REASON_LENGTH) {
      throw new InputError('foreign-rules/reason', {
        message: `\`reason\` must have at least ${MIN_REASON_LENGTH} characters, got: ${show(options.reason)}`,
        help: 'say who agreed that rules made in the dashboard are deleted',
      });
    }
    return new ForeignRules('remove', reason);
  }

  /** @internal True for a choice of any installed copy of this package. */
  static isForeignRules(value: unknown): value is ForeignRules {
    return (
      typeof value === 'object' &&
      value !== null &&
      'policy' in value &&
      (value.policy === 'keep' || value.policy === 'remove')
    );
  }

  private constructor(
    /** @internal */
    readonly policy: 'keep' | 'remove',
    /** Why they are removed. */
    readonly reason: string | undefined,
  ) {}
}
