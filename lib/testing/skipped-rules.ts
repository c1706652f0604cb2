import { CUSTOM_PHASE, MANAGED_PHASE } from '../cloudflare';
import { InputError, requireKnownKeys, show } from '../errors';
import type { DefinedException } from '../exceptions';
import { ManagedRule, ManagedRuleset } from '../managed-rules';
import { readRule } from '../rulesets';
import { type Cause, trace } from '../trace';
import type { TestRequest } from './test-request';

/**
 * Which managed rules a matcher asks about.
 *
 * @example
 * const owasp: SkippedRules = { rulesets: [ManagedRuleset.OWASP_CORE] };
 * expect(waf).not.toSkipManagedRules({ method: 'GET', url: 'https://app.example.com/' }, owasp);
 */
export interface SkippedRules {
  /** True = every managed rule of the zone. */
  readonly all?: boolean;
  /** Each of these rulesets, as a whole. */
  readonly rulesets?: readonly ManagedRuleset[];
  /** Each of these rules: by itself, with its ruleset, or with all. */
  readonly rules?: readonly ManagedRule[];
}

const KEYS: Record<keyof SkippedRules, true> = { all: true, rulesets: true, rules: true };

/** What is asked about, in words, and the exceptions that skip it. */
export interface Question {
  readonly title: string;
  readonly by: readonly Cause[];
}

/**
 * Each thing that is asked about; without options the one question whether any managed rule is skipped.
 *
 * @throws InputError `testing/skipped-rules`, `props/unknown`
 */
export function questionsOf(
  exceptions: readonly DefinedException[],
  request: TestRequest,
  what: SkippedRules,
): readonly Question[] {
  requireKnownKeys<SkippedRules>('what is skipped', what, KEYS);
  const { all = false, rulesets = [], rules = [] } = what;
  requireNamed(what);
  requireManaged(rulesets, rules);
  const skips = skipsOf(exceptions, request);
  const everything = skips.filter(({ skipsAll }) => skipsAll);
  const ofRuleset = (id: string) => skips.filter((skip) => skip.skipsAll || skip.rulesets.includes(id));
  const questions = [
    ...(all ? [{ title: 'all managed rules', by: everything }] : []),
    ...rulesets.map(({ id, title }) => ({ title: `the ${title}`, by: ofRuleset(id) })),
    ...rules.map(({ id, title, ruleset }) => ({
      title: `rule ${title} of the ${ruleset.title}`,
      by: skips.filter((skip) => ofRuleset(ruleset.id).includes(skip) || skip.rules.includes(id)),
    })),
  ];
  if (questions.length > 0) return questions;
  return [{ title: 'managed rules', by: skips.filter(({ skipsManaged }) => skipsManaged) }];
}

/** An exception that matches, or may, with what it skips. */
interface SkippingCause extends Cause {
  /** Some managed rules, and not only other protections. */
  readonly skipsManaged: boolean;
  readonly skipsAll: boolean;
  readonly rulesets: readonly string[];
  readonly rules: readonly string[];
}

/** The exceptions that match a request, or may, whatever they skip. */
export function skipsOf(
  exceptions: readonly DefinedException[],
  request: TestRequest,
): readonly SkippingCause[] {
  const rulesOf = (phase: DefinedException['phase']) =>
    exceptions.filter((exception) => exception.phase === phase).map(({ rule }) => readRule(rule));
  const { phases } = trace({ custom: rulesOf(CUSTOM_PHASE), managed: rulesOf(MANAGED_PHASE) }, request);
  return phases.flatMap(({ steps }) =>
    // Not whether an exception of all managed rules comes first: whichever it is, the rules are skipped.
    steps.flatMap(({ rule, effect, needs }) => {
      if (effect?.kind !== 'skips') return [];
      const skipsAll = effect.targets.phases.includes(MANAGED_PHASE);
      const { rulesets } = effect.targets;
      const rules = [...effect.targets.rules.values()].flat();
      const skipsManaged = skipsAll || rulesets.length + rules.length > 0;
      return [{ rule, needs, skipsManaged, skipsAll, rulesets, rules }];
    }),
  );
}

/** Nothing in a list would ask about any rule, which its author did not mean. */
function requireNamed({ rulesets, rules }: SkippedRules): void {
  const empty = rulesets?.length === 0 ? 'rulesets' : rules?.length === 0 ? 'rules' : undefined;
  if (empty === undefined) return;
  throw new InputError('testing/skipped-rules', {
    message: `\`${empty}\` must name something, got: an empty list`,
    help: 'name what is skipped, or leave it out to ask about any managed rule',
  });
}

function requireManaged(rulesets: readonly unknown[], rules: readonly unknown[]): void {
  const wrong = [
    ...rulesets.filter((one) => !ManagedRuleset.isManagedRuleset(one)),
    ...rules.filter((one) => !ManagedRule.isManagedRule(one)),
  ];
  if (wrong.length === 0) return;
  throw new InputError('testing/skipped-rules', {
    message: `\`rulesets\` and \`rules\` take managed rulesets and managed rules, got: ${show(wrong[0])}`,
    help: 'write { rulesets: [ManagedRuleset.OWASP_CORE] } or { rules: [ManagedRule.EMPTY_USER_AGENT] }',
  });
}
