import { CUSTOM_PHASE, MANAGED_PHASE } from '../cloudflare';
import type { ExceptionDeclaration, ZoneDeclaration } from '../coexistence';
import { show } from '../errors';
import {
  acceptsNothingToSkip,
  customRuleLimit,
  type ExceptionPhase,
  phasesToSkip,
  REF_PREFIX,
  rulesetsToSkip,
} from '../exceptions';
import { and, difference, readExpression } from '../rules-language';
import { executed, isRunning, readRule, type Rule, withDefaultRuleset } from '../rulesets';
import type { LiveObject } from '../api-client';
import { isLeftOut, type PlannedRule } from './planned-rules';

/** More would hide the help. */
const MOST_NAMED = 3;
/** Why the plan would not get through, or should not. */
export interface PlanProblem {
  /** One clause, lower case. */
  readonly message: string;
  readonly help: string;
}

/** What of a zone decides whether exceptions have an effect, and how many there may be. */
export interface ZoneFacts {
  /** `legacy_id` of its plan; `undefined` = not known. */
  readonly plan: string | undefined;
  /** Phases of which the zone has an entry point. */
  readonly phases: readonly string[];
  /** The rules of the managed phase that stay. */
  readonly managed: readonly Rule[];
  /** Custom rules in custom rulesets of the zone. */
  readonly elsewhere: number;
}

/** The rules of raw answers, as lint and trace read them. */
export function rulesOf(live: readonly LiveObject[]): readonly Rule[] {
  return live.map((rule) => readRule(rule));
}

/**
 * What the guards of the plan would refuse, found without a plan; and exceptions that meet no `execute` rule because of its
 * condition, which a plan cannot tell.
 */
export function planProblems(
  declaration: ZoneDeclaration,
  phase: ExceptionPhase,
  { rules, live }: { readonly rules: readonly PlannedRule[]; readonly live: number },
  facts: ZoneFacts,
): readonly PlanProblem[] {
  return [
    ...(phase === CUSTOM_PHASE ? quotaProblems(declaration, { rules, live }, facts) : []),
    ...declaration.exceptions
      .filter((exception) => exception.phase === phase && !acceptsNothingToSkip(exception.accept))
      .flatMap((exception) => nothingToSkip(exception, facts)),
  ];
}

/** What prevents leaving out a phase: nothing would remove these exceptions. */
export function leftInPhase(phase: ExceptionPhase, refs: readonly string[]): readonly PlanProblem[] {
  if (refs.length === 0) return [];
  return [
    {
      message: `\`phases\` of the ZoneWaf leaves out ${phase}, where exceptions of this stack are live: ${refs.join(', ')}`,
      help: 'deploy without these exceptions and with the phase in `phases`, then leave it out',
    },
  ];
}

function quotaProblems(
  declaration: ZoneDeclaration,
  { rules, live }: { readonly rules: readonly PlannedRule[]; readonly live: number },
  { plan, elsewhere, managed }: ZoneFacts,
): readonly PlanProblem[] {
  const { limits, exceptions } = declaration;
  const limit = customRuleLimit(limits, plan);
  const hasOwn = exceptions.some(({ phase }) => phase === CUSTOM_PHASE);
  if (limit === undefined || !hasOwn || rules.length + elsewhere <= limit || rules.length <= live) return [];
  const of = plan === undefined ? '' : ` (plan ${plan})`;
  const ran = managed.filter(isRunning).flatMap((rule) => executed(rule) ?? []);
  return [
    {
      message: `the zone would have ${rules.length + elsewhere} custom rules, and its quota is ${limit}${of}`,
      help: [
        ran.length === 0 || isLeftOut(declaration, MANAGED_PHASE)
          ? 'remove a custom rule'
          : `remove a custom rule, or use Skip.managedRulesets, which needs no custom rule, for a ruleset that the zone runs (${ran.join(', ')})`,
        ...replaceable(rules),
      ].join('; '),
    },
  ];
}

/** The skip rules of others that the exceptions may stand for, and how one takes the place of one. */
function replaceable(rules: readonly PlannedRule[]): readonly string[] {
  const names = rules
    .filter(({ isOurs, ref, body }) => !isOurs && !ref.startsWith(REF_PREFIX) && body['action'] === 'skip')
    .map(({ ref, description }) => `${show(description)} (ref ${show(ref)})`);
  if (names.length === 0) return [];
  const some = [...names.slice(0, MOST_NAMED), ...(names.length > MOST_NAMED ? ['...'] : [])].join(', ');
  return [
    `skip rules of others: ${some}; to let an exception take the place of one, name its ref in \`replaces\``,
  ];
}

function nothingToSkip(exception: ExceptionDeclaration, facts: ZoneFacts): readonly PlanProblem[] {
  const { rule, phase } = exception;
  const help =
    "name what the zone runs, deploy it first, or remove the exception; if you know that it has an effect, add accept: [{ finding: 'nothing-to-skip', reason: '...' }]";
  const problem = (reason: string): readonly PlanProblem[] => [
    { message: `${rule.ref} would skip nothing: ${reason}`, help },
  ];
  if (phase === MANAGED_PHASE) {
    return rulesetsToSkip(rule).flatMap((id) => {
      const running = facts.managed.filter((one) => executed(one) === id && isRunning(one));
      if (running.length === 0) {
        return problem(`no enabled execute rule of the zone runs the managed ruleset ${id}`);
      }
      return isApart(rule.expression, running)
        ? problem(`the zone runs the managed ruleset ${id} for other requests only`)
        : [];
    });
  }
  const phases = phasesToSkip(rule);
  if (phases === undefined || phases.some((one) => one !== MANAGED_PHASE && facts.phases.includes(one)))
    return [];
  if (!phases.includes(MANAGED_PHASE))
    return problem(`the zone has no rules of the phases ${phases.join(', ')}`);
  const running = withDefaultRuleset(facts.managed, facts.plan).filter(isRunning);
  if (running.length === 0) return problem('the zone runs no managed rules');
  return isApart(rule.expression, running)
    ? problem('the zone runs its managed rules for other requests only')
    : [];
}

/** Whether no request meets both the exception and one of these `execute` rules, proven. */
function isApart(expression: string, running: readonly Rule[]): boolean {
  const own = readExpression(expression).expression;
  if (own === undefined || running.some((rule) => rule.expression.trim() === 'true')) return false;
  return running.every((rule) => {
    const condition = readExpression(rule.expression).expression;
    return (
      condition !== undefined && difference({ anyOf: [and(own, condition)], noneOf: [] }).kind === 'none'
    );
  });
}
