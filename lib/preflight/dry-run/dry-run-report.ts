import type { ApiProblem, AskCloudflare, DryRunAnswer, Question } from './dry-run';
import { listsIn, withoutLists } from '../lists/list-names';
import type { PlannedRule } from '../planned-rules';
import { cureOf } from './refusal-cures';

/** What Cloudflare said about the list that a deploy would write, or why it was not asked. */
export interface DryRunReport {
  /**
   * `accepted` and `refused`: what it said. `unchanged`: nothing would be written. `no-plan`: Terraform would refuse the
   * plan. `not-allowed`: the token may only read. `off`: not asked.
   */
  readonly outcome: 'accepted' | 'refused' | 'unchanged' | 'no-plan' | 'not-allowed' | 'off';
  /** How many rules the list would have. */
  readonly rules: number;
  readonly refusals: readonly Refusal[];
  /** Lists that the same deploy makes, without `$`: the rules that name them were asked about with an address instead. */
  readonly newLists: readonly string[];
}

/** One thing that Cloudflare would not take. */
export interface Refusal extends ApiProblem {
  /** The rule it is about; absent where it is about the list as a whole. */
  readonly rule: Pick<PlannedRule, 'ref' | 'description' | 'isOurs'> | undefined;
  /** What to do about it; absent if it is not known. */
  readonly help: string | undefined;
}

/**
 * Asks about these rules. The lists of `ownLists` are made by the same deploy, before it writes the rules: where Cloudflare
 * does not know them yet, the rules are asked about with an address in their place.
 */
export async function askAbout(
  ask: AskCloudflare,
  place: Omit<Question, 'rules'>,
  rules: readonly PlannedRule[],
  ownLists: readonly string[],
): Promise<DryRunReport> {
  const newLists: string[] = [];
  for (;;) {
    const answer = await ask({ ...place, rules: rules.map((rule) => bodyWithout(rule, newLists)) });
    const blamed = blamedLists(answer, rules).filter(
      (name) => ownLists.includes(name) && !newLists.includes(name),
    );
    if (blamed.length === 0) return report(answer, rules, newLists);
    newLists.push(...new Set(blamed));
  }
}

/** The lists in the expressions of ours that were refused. */
function blamedLists(answer: DryRunAnswer, rules: readonly PlannedRule[]): readonly string[] {
  if (answer.outcome !== 'refused') return [];
  return answer.problems.flatMap(({ pointer }) => {
    const rule = ruleAt(pointer, rules);
    return rule?.isOurs === true ? listsIn(rule.body) : [];
  });
}

function bodyWithout({ isOurs, body }: PlannedRule, lists: readonly string[]): PlannedRule['body'] {
  return isOurs ? withoutLists(body, lists) : body;
}

function report(
  answer: DryRunAnswer,
  rules: readonly PlannedRule[],
  newLists: readonly string[],
): DryRunReport {
  const problems = answer.outcome === 'refused' ? answer.problems : [];
  return {
    outcome: answer.outcome,
    rules: rules.length,
    refusals: problems.map((problem) => refusalOf(problem, rules)),
    newLists,
  };
}

function refusalOf(problem: ApiProblem, rules: readonly PlannedRule[]): Refusal {
  const rule = ruleAt(problem.pointer, rules);
  const cure = cureOf(problem.code, problem.message, problem.pointer);
  const isForeign = rule?.isOurs === false;
  return {
    ...problem,
    rule: rule && { ref: rule.ref, description: rule.description, isOurs: rule.isOurs },
    help: isForeign
      ? [cure, 'the rule is not of this stack: its owner must change it'].filter(Boolean).join('; ')
      : cure,
  };
}

function ruleAt(pointer: string, rules: readonly PlannedRule[]): PlannedRule | undefined {
  const index = /^\/rules\/(\d+)(?:\/|$)/.exec(pointer)?.[1];
  return index === undefined ? undefined : rules[Number(index)];
}
