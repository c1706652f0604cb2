import { checkedPhase } from '../../cloudflare';
import { givenText, type Problem, readValue, RULESET_PLACE, ruleShape } from '../../cloudflare/rule';
import { elementPath } from '../../errors';
import type { Rule } from '../rule';
import type { RuleList } from '../rule-list';
import { booleanOf, listOf, objectOf, textOf } from './members';
import { DECISIVE, isAnyMarked, templateMarks, unknownIn } from './read-unknown';
import { at, memberOf, OF_API, OF_PLAN, placed, type Source } from './source';

type Json = Readonly<Record<string, unknown>>;

/**
 * A ruleset with the keys of the API, which are those of Terraform's provider too.
 *
 * @param unknown Of a plan, Terraform's `after_unknown` of the ruleset.
 */
export function readRuleset(ruleset: Json, source: Source = OF_API, unknown?: unknown): RuleList {
  const { kind, rules } = ruleset;
  const problems = rulesProblems(rules, source);
  const read = readRules(rules, at(source, memberOf(source, 'rules')), objectOf(unknown)['rules']);
  const isShown = (rule: Rule): boolean => kind !== 'managed' || rule.expression !== '';
  return {
    // Cloudflare shows no expressions of its own rulesets.
    rules: read.rules.filter(isShown),
    phase: checkedPhase(ruleset['phase']),
    ...otherPhaseOf(ruleset['phase'], source),
    kind: textOf(kind),
    id: textOf(ruleset['id']),
    zoneId: textOf(ruleset['zone_id']),
    isWhole: (kind === 'zone' || kind === 'root') && read.isWhole && problems.length === 0,
    ...withProblems([...placeProblems(ruleset, source), ...problems]),
  };
}

/** Few rulesets are of one. */
function otherPhaseOf(phase: unknown, { spelling }: Source): Pick<RuleList, 'otherPhase'> {
  const isOther = typeof phase === 'string' && checkedPhase(phase) === undefined;
  return isOther && spelling.isUnknown?.(phase) !== true ? { otherPhase: phase } : {};
}

/** A ruleset before or after a plan, at a place of its file. */
export function readPlannedRuleset(ruleset: Json, path: string): RuleList {
  return readRuleset(ruleset, at(OF_PLAN, path));
}

/** What says which phase it is, and whose: a ruleset of another phase than it seems is read as no ruleset of the WAF. */
function placeProblems({ kind, phase }: Json, source: Source): readonly Problem[] {
  return readValue({ kind, phase }, RULESET_PLACE, source.spelling).problems.map((problem) =>
    placed(problem, source),
  );
}

function rulesProblems(rules: unknown, source: Source): readonly Problem[] {
  const isThere = rules !== undefined && rules !== null && source.spelling.isUnknown?.(rules) !== true;
  if (!isThere || Array.isArray(rules)) return [];
  const reason = `must be a list, got: ${givenText(rules)}`;
  const message = `\`rules\` ${reason}`;
  const path = memberOf(source, 'rules');
  return [{ kind: 'type', pattern: 'rules', path, reason, message, help: 'write a list of rules' }];
}

/** The rules of a list, and whether all of them are known. */
export function readRules(
  value: unknown,
  source: Source,
  marks?: unknown,
): { readonly rules: readonly Rule[]; readonly isWhole: boolean } {
  const { isPartial, isUnknown } = source.spelling;
  // An attribute that is not set is null in a plan.
  if (marks === true || (value === undefined && isPartial === true) || isUnknown?.(value) === true) {
    return {
      rules: [{ ...unknownRule(source), description: 'rules known only after the apply' }],
      isWhole: false,
    };
  }
  const rules = listOf(value);
  const all = listOf(marks);
  const read = Array.from({ length: Math.max(rules.length, all.length) }, (_, position) =>
    readRule(
      rules[position] ?? (isAnyMarked(all[position]) ? {} : rules[position]),
      at(source, elementPath(source.path, position)),
      all[position],
    ),
  );
  const isOpen = ({ unknown = [] }: Rule): boolean => unknown.includes('expression');
  return { rules: read, isWhole: isUnknown === undefined || !read.some(isOpen) };
}

/** A rule that may do anything, for any request. */
function unknownRule({ path }: Source): Rule {
  return { expression: '', action: '', parameters: {}, unknown: DECISIVE, ...(path !== '' && { path }) };
}

/**
 * A rule of a plan.
 *
 * @param mark Terraform's `after_unknown` of the rule.
 */
export function readPlannedRule(rule: Json, mark: unknown): Rule {
  return readRule(rule, OF_PLAN, mark);
}

/**
 * A rule, with what is wrong with it; without a text as its expression, its `expression` is empty.
 *
 * @param mark Of a plan, Terraform's `after_unknown` of the rule.
 */
export function readRule(value: unknown, source: Source = OF_API, mark?: unknown): Rule {
  const { isPartial, isUnknown } = source.spelling;
  const marks = mark ?? (isUnknown === undefined ? undefined : templateMarks(value, isUnknown));
  if (marks === true) return unknownRule(source);
  const shape = ruleShape(objectOf(value)['action']);
  const { value: read, problems, expressions } = readValue(value, shape, source.spelling);
  const rule = objectOf(read);
  const unknown = isPartial === true || isUnknown !== undefined ? unknownIn(rule, marks, isPartial) : [];
  return {
    id: textOf(rule['id']),
    expression: unknown.includes('expression') ? '' : (textOf(rule['expression']) ?? ''),
    action: unknown.includes('action') ? '' : (textOf(rule['action']) ?? ''),
    parameters: objectOf(rule['action_parameters']),
    ...rateLimitOf(rule['ratelimit']),
    ref: textOf(rule['ref']),
    description: textOf(rule['description']),
    enabled: booleanOf(rule['enabled']),
    logging: booleanOf(objectOf(rule['logging'])['enabled']),
    ...(expressions.length > 0 && { inner: expressions.map((one) => placed(one, source)) }),
    ...(source.path !== '' && { path: source.path }),
    ...(unknown.length > 0 && { unknown }),
    ...withProblems(problems.map((problem) => placed(problem, source))),
  };
}

/** Few rules have one. */
function rateLimitOf(value: unknown): Pick<Rule, 'rateLimit'> {
  return value === undefined || value === null ? {} : { rateLimit: objectOf(value) };
}

function withProblems(problems: readonly Problem[]): { readonly problems?: readonly Problem[] } {
  return problems.length === 0 ? {} : { problems };
}
