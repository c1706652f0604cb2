import type { Problem } from '../cloudflare/rule';
import type { Rule } from './rule';
import type { RuleList } from './rule-list';

/** Why it is not known what a rule does. */
export interface Unreadable {
  readonly problem: Problem;
  /** True if that is about what it does; false if it is about the requests for which it does it. */
  readonly isEffect: boolean;
}

/** What says for which requests a rule is. */
const CONDITION = ['enabled', 'expression'];

/** Actions whose parameters decide what they do. */
const BY_PARAMETERS = ['skip', 'execute'];

/** Parameters of them that decide nothing that is reported here. */
const WITHOUT_EFFECT = /^action_parameters\.(?:matched_data|version)\b/;

/** Why it is not known what a rule does: something that decides it cannot be read. `undefined` where it is known. */
export function unreadable({ problems, action = '' }: Rule): Unreadable | undefined {
  if (problems === undefined) return undefined;
  const effect = problems.find((problem) => isAboutEffect(problem, action));
  if (effect !== undefined) return { problem: effect, isEffect: true };
  const condition = problems.find(({ pattern }) => CONDITION.includes(pattern));
  return condition && { problem: condition, isEffect: false };
}

function isAboutEffect({ kind, pattern }: Problem, action: string): boolean {
  if (pattern === '' || pattern === 'action') return true;
  // What is empty or missing names nothing, and an id or a name that is wrong is that of nothing.
  if ((kind !== 'type' && kind !== 'unknown') || !BY_PARAMETERS.includes(action)) return false;
  return pattern.startsWith('action_parameters') && !WITHOUT_EFFECT.test(pattern);
}

/** Why it is not known what some rule of a list does, whatever its phase is. */
export function firstProblem({ problems = [], rules }: RuleList): Problem | undefined {
  const ofList = problems.find(({ pattern }) => pattern === 'rules');
  return ofList ?? rules.map((rule) => unreadable(rule)?.problem).find((problem) => problem !== undefined);
}

/** Whether the text of its expression is not known. */
export function hasNoText({ problems = [] }: Rule): boolean {
  return problems.some(({ pattern }) => pattern === '' || pattern === 'expression');
}
