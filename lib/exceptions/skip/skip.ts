import { SKIPPABLE_PHASES, SKIPPABLE_PRODUCTS, skippableTitle } from '../../cloudflare';
import { InputError, refuseToken, requireStrings, show } from '../../errors';
import { ManagedRule, ManagedRuleset } from '../../managed-rules';
import type { ExceptionPhase } from '../phase';
import { featureAdvice, isSkippable, type SkippableFeature } from './skippable-features';

/** `action_parameters` of a skip rule, as the API takes them. */
export interface SkipParameters {
  readonly phases?: readonly string[];
  readonly products?: readonly string[];
  readonly rulesets?: readonly string[];
  /** Rule ids by the id of their ruleset. */
  readonly rules?: Readonly<Record<string, readonly string[]>>;
}

/**
 * Options of {@link Skip.allManagedRules}.
 *
 * @example
 * const options: AllManagedRulesOptions = { alsoSkip: ['http_ratelimit'] };
 * Skip.allManagedRules(options).titles; // [ 'all managed rules of the zone', 'rate limiting rules' ]
 */
export interface AllManagedRulesOptions {
  /**
   * Further protections that the requests skip, besides managed rules.
   *
   * @default - only the managed rules are skipped
   */
  readonly alsoSkip?: readonly SkippableFeature[];
}

/**
 * What the requests of an exception skip. The factories are listed from narrow to broad.
 *
 * @see https://developers.cloudflare.com/waf/managed-rules/waf-exceptions/
 * @example
 * Skip.managedRules(ManagedRule.EMPTY_USER_AGENT);
 */
export class Skip {
  /**
   * Only these rules. The rest of the WAF stays on.
   *
   * @throws InputError `skip/...` for no rule, one that is named twice, or something else than a rule
   * @example
   * Skip.managedRules(ManagedRule.fromId(ManagedRuleset.OWASP_CORE, '04116d14d7524986ba314d11c8a41e11'));
   */
  static managedRules(...rules: readonly [ManagedRule, ...ManagedRule[]]): Skip {
    requireSome(
      'Skip.managedRules',
      rules,
      (rule) => ManagedRule.isManagedRule(rule),
      'ManagedRule.EMPTY_USER_AGENT',
    );
    const byRuleset = new Map<string, string[]>();
    for (const { ruleset, id } of rules) {
      const ids = byRuleset.get(ruleset.id) ?? [];
      requireNew('Skip.managedRules', id, ids);
      byRuleset.set(ruleset.id, [...ids, id]);
    }
    const titles = rules.map((rule) => `rule ${rule.title} of the ${rule.ruleset.title}`);
    return new Skip(
      'http_request_firewall_managed',
      { rules: Object.fromEntries([...byRuleset].map(([rulesetId, ids]) => [rulesetId, [...ids].sort()])) },
      titles,
      [...byRuleset.keys()],
    );
  }

  /**
   * Every rule of these managed rulesets.
   *
   * @throws InputError `skip/...` for no ruleset, one that is named twice, or something else than a ruleset
   * @example
   * Skip.managedRulesets(ManagedRuleset.OWASP_CORE);
   */
  static managedRulesets(...rulesets: readonly [ManagedRuleset, ...ManagedRuleset[]]): Skip {
    requireSome(
      'Skip.managedRulesets',
      rulesets,
      (ruleset) => ManagedRuleset.isManagedRuleset(ruleset),
      'ManagedRuleset.OWASP_CORE',
    );
    const ids: string[] = [];
    for (const { id } of rulesets) {
      requireNew('Skip.managedRulesets', id, ids);
      ids.push(id);
    }
    return new Skip(
      'http_request_firewall_managed',
      { rulesets: [...ids].sort() },
      rulesets.map(({ title }) => `the ${title}`),
      ids,
    );
  }

  /**
   * Only these protections. Managed rules stay on.
   *
   * @throws InputError `skip/...` for something that no rule skips; the help says what to do instead
   * @example
   * Skip.features('http_request_sbfm');
   */
  static features(...features: readonly [SkippableFeature, ...SkippableFeature[]]): Skip {
    if (features.length === 0) {
      throw new InputError('skip/empty', {
        message: 'Skip.features must name what is skipped, got: nothing',
        help: "pass at least one, such as Skip.features('http_request_sbfm')",
      });
    }
    const read = readFeatures('Skip.features', features);
    return new Skip('http_request_firewall_custom', parametersOf(read, []), titlesOf(read), []);
  }

  /**
   * Every managed rule of the zone, like "skip all managed rules" in the dashboard. Managed rulesets that the account
   * deploys run earlier and are not skipped.
   *
   * @throws InputError `skip/...` for something in `alsoSkip` that no rule skips
   * @example
   * Skip.allManagedRules({ alsoSkip: ['http_ratelimit'] });
   */
  static allManagedRules(options: AllManagedRulesOptions = {}): Skip {
    const also = readFeatures('alsoSkip', options.alsoSkip ?? []);
    return new Skip(
      'http_request_firewall_custom',
      parametersOf(also, ['http_request_firewall_managed']),
      ['all managed rules of the zone', ...titlesOf(also)],
      [],
    );
  }

  private constructor(
    /** The phase whose entry point the exception lands in. */
    readonly phase: ExceptionPhase,
    /** @internal */
    readonly parameters: SkipParameters,
    /** What is skipped, in words. */
    readonly titles: readonly string[],
    /** @internal ids of the managed rulesets that an `execute` rule must run for the exception to have an effect */
    readonly rulesetIds: readonly string[],
  ) {}
}

function requireSome(
  factory: string,
  given: readonly unknown[],
  isKind: (item: unknown) => boolean,
  example: string,
): void {
  refuseToken(factory, given);
  if (given.length === 0) {
    throw new InputError('skip/empty', {
      message: `${factory} must name what is skipped, got: nothing`,
      help: `pass at least one, such as ${factory}(${example})`,
    });
  }
  const wrong = given.findIndex((item) => !isKind(item));
  if (wrong < 0) return;
  throw new InputError('skip/kind', {
    message: `${factory} takes only objects such as ${example}, got: ${show(given[wrong])}`,
    help: `write ${factory}(${example})`,
  });
}

function readFeatures(place: string, given: readonly unknown[]): readonly SkippableFeature[] {
  const features: SkippableFeature[] = [];
  for (const feature of requireStrings(place, given)) {
    if (!isSkippable(feature)) {
      throw new InputError('skip/feature', {
        message: `${show(place)} holds something that cannot be skipped, got: ${show(feature)}`,
        help: featureAdvice(feature),
      });
    }
    requireNew(place, feature, features);
    features.push(feature);
  }
  return features;
}

function parametersOf(features: readonly SkippableFeature[], managed: readonly string[]): SkipParameters {
  const phases = [...managed, ...SKIPPABLE_PHASES.filter((phase) => features.some((one) => one === phase))];
  const products = SKIPPABLE_PRODUCTS.filter((product) => features.includes(product)).sort();
  return { ...(phases.length > 0 && { phases }), ...(products.length > 0 && { products }) };
}

function titlesOf(features: readonly SkippableFeature[]): readonly string[] {
  return features.map(skippableTitle);
}

function requireNew(place: string, value: string, seen: readonly string[]): void {
  if (!seen.includes(value)) return;
  throw new InputError('skip/duplicate', {
    message: `${place} names the same thing twice, got: ${show(value)}`,
    help: 'remove one of them',
  });
}
