import type { EffectiveRule } from './effective-rule';

/** Whether each word occurs in the rule's title, its id or one of its categories; without regard to case. */
export function isFound(rule: EffectiveRule, words: readonly string[]): boolean {
  const texts = [rule.title, rule.id, ...rule.categories].map((text) => text.toLowerCase());
  return words.every((word) => texts.some((text) => text.includes(word.toLowerCase())));
}
