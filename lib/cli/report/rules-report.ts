import { ID_PATTERN } from '../../cloudflare';
import { type DeployedRuleset, type EffectiveRule, isFound } from '../../deployed-rules';
import { ruleCode } from '../../exception-code';
import { escapeControls } from '../../errors';
import { isDefaultRuleset } from '../../rulesets';

/** Managed rules of a zone, and the words that the user looks for. */
export interface FoundRules {
  readonly zone: string;
  readonly words: readonly string[];
  readonly rulesets: readonly DeployedRuleset[];
}

/** For people: without words a summary of each ruleset, otherwise the rules that have them. */
export function rulesText({ zone, words, rulesets }: FoundRules): string {
  const blocks = rulesets.flatMap((ruleset) => {
    const rules = rulesOf(ruleset, words);
    if (words.length > 0 && rules.length === 0 && ruleset.rules !== undefined) return [];
    const shown = words.length === 0 ? [] : rules.flatMap((rule) => ruleLines(ruleset, rule));
    return [
      [`${ruleset.name} (${ruleset.id})`, `  ${deployment(ruleset)}`, ...countLine(ruleset, words), ...shown],
    ];
  });
  if (rulesets.length === 0) return `The rules of ${escapeControls(zone)} execute no managed ruleset.`;
  if (blocks.length === 0)
    return `No managed rule of ${escapeControls(zone)} has ${quoted(words)} in its title, its categories or its id.`;
  const hint = words.length === 0 ? [['Give words of a title, a category or an id to see rules.']] : [];
  return [...blocks, ...hint].map((lines) => lines.map(escapeControls).join('\n')).join('\n\n');
}

/** For programs: every rule that has the words, all of them without words. */
export function rulesJson({ zone, words, rulesets }: FoundRules): object {
  return {
    zone,
    rulesets: rulesets.map((ruleset) => ({
      id: ruleset.id,
      name: ruleset.name,
      expression: ruleset.by.expression,
      running: ruleset.isRunning,
      byDefault: isDefaultRuleset(ruleset.by),
      readable: ruleset.rules !== undefined,
      rules: rulesOf(ruleset, words).map((rule) => ({
        id: rule.id,
        title: rule.title,
        categories: rule.categories,
        enabled: rule.isEnabled,
        action: rule.action,
        scoreThreshold: rule.scoreThreshold ?? null,
        sensitivity: rule.sensitivity ?? null,
        overriddenBy: rule.overriddenBy,
        typescript: typescriptOf(ruleset.id, rule.id) ?? null,
      })),
    })),
  };
}

function rulesOf({ rules = [] }: DeployedRuleset, words: readonly string[]): readonly EffectiveRule[] {
  return rules.filter((rule) => isFound(rule, words));
}

function deployment({ by, isRunning }: DeployedRuleset): string {
  const condition = by.expression.trim() === 'true' ? 'every request' : `requests with ${by.expression}`;
  if (isDefaultRuleset(by)) return `deployed by Cloudflare by default, for ${condition}`;
  return isRunning
    ? `runs for ${condition}`
    : 'does not run: the rule that executes it is disabled, never matches, or switches all of it off';
}

function countLine({ rules }: DeployedRuleset, words: readonly string[]): readonly string[] {
  if (rules === undefined) return ['  Cloudflare does not show its rules to this token'];
  if (words.length > 0) return [];
  const on = rules.filter(({ isEnabled }) => isEnabled).length;
  const changed = rules.filter(({ overriddenBy }) => overriddenBy.length > 0).length;
  const overridden = changed === 0 ? '' : `, ${changed} changed by overrides`;
  return [
    `  ${rules.length} ${rules.length === 1 ? 'rule' : 'rules'}: ${on} on, ${rules.length - on} off${overridden}`,
  ];
}

function ruleLines(ruleset: DeployedRuleset, rule: EffectiveRule): readonly string[] {
  const typescript = typescriptOf(ruleset.id, rule.id);
  return [
    '',
    `  ${rule.title}`,
    `    ${effectOf(rule)}`,
    ...(rule.categories.length === 0 ? [] : [`    categories: ${rule.categories.join(', ')}`]),
    ...(typescript === undefined ? [] : [`    ${typescript}`]),
  ];
}

function effectOf({ isEnabled, action, scoreThreshold, sensitivity, overriddenBy }: EffectiveRule): string {
  return [
    isEnabled
      ? `on: ${action === 'score' ? 'adds to the score' : action}`
      : `off (on, it would be: ${action})`,
    ...(scoreThreshold === undefined ? [] : [`from a score of ${scoreThreshold}`]),
    ...(sensitivity === undefined ? [] : [`sensitivity ${sensitivity}`]),
    ...(overriddenBy.length === 0 ? [] : [`overridden for the ${overriddenBy.join(' and the ')}`]),
  ].join(', ');
}

function quoted(words: readonly string[]): string {
  return words.map((word) => `\`${escapeControls(word)}\``).join(' and ');
}

/** The TypeScript that names a rule; `undefined` if the API gives no ids: no other text of it gets into code. */
function typescriptOf(rulesetId: string, ruleId: string): string | undefined {
  return ID_PATTERN.test(rulesetId) && ID_PATTERN.test(ruleId) ? ruleCode(rulesetId, ruleId) : undefined;
}
