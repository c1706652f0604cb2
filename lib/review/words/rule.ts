import type { Rule } from '../../rulesets';
import type { RuleChange } from '../changes/rule-changes';
import { stayingSentence } from './protections';
import { capital, own, type Text, text } from '../text';
import { type ExceptionWords, exceptionWords, type Surroundings } from './exception';

/** What happens to a rule and what that rule does. */
export function ruleWords(change: RuleChange, before: Surroundings, after: Surroundings): ExceptionWords {
  const now: Rule = (change.after ?? change.before)?.rule ?? { expression: '' };
  if (now.action !== 'skip') return { sentence: foreignSentence(change), further: [], lastDay: undefined };
  const isOpen = change.after?.unknown.some((attribute) => attribute !== 'expression') === true;
  const words = exceptionWords(now, change.after === undefined ? before : after, isOpen);
  if (change.after === undefined) return { ...words, sentence: [...own('No longer: '), ...words.sentence] };
  const sentence = isOpen ? words.sentence : [...words.sentence, ...stayingSentence(now, after)];
  return {
    ...words,
    sentence: change.kind === 'moved' ? [...own(`${movedWords(change)}: `), ...sentence] : capital(sentence),
  };
}

function movedWords({ from, to }: RuleChange): string {
  return `Moved from place ${(from ?? 0) + 1} to ${(to ?? 0) + 1}`;
}

/** Rules that are no exceptions are not ours to judge: they are named, loudly. */
function foreignSentence({ kind, before, after, from, to }: RuleChange): Text {
  const rule: Rule = (after ?? before)?.rule ?? { expression: '' };
  const title =
    rule.description === undefined || rule.description === ''
      ? text`without description`
      : text`${rule.description}`;
  const action = rule.action === undefined || rule.action === '' ? own('rule') : text`${rule.action} rule`;
  const verb = {
    added: 'is added',
    removed: 'is removed',
    changed: 'is changed',
    moved: `moves from place ${(from ?? 0) + 1} to ${(to ?? 0) + 1}`,
  }[kind];
  return [...own('The '), ...action, ...own(' '), ...title, ...own(` ${verb}.`)];
}
