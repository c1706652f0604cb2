import { factSentence } from '../../rules-language/values/fact-sentences';
import type { ValueFact } from '../../rules-language/values/value-fact';

export function neverMessage(subject: string, reason: readonly ValueFact[], condition: string): string {
  return reason.length === 0
    ? `${condition} is never true, whatever ${subject} is`
    : `${reasons(subject, reason)}: ${condition} is never true`;
}

export function alwaysMessage(subject: string, reason: readonly ValueFact[], condition: string): string {
  return reason.length === 0
    ? `${condition} is always true, whatever ${subject} is`
    : `${reasons(subject, reason)}: ${condition} is always true`;
}

export function caseMessage(letters: 'lower' | 'upper', shown: string): string {
  return `\`${letters}()\` leaves no ${letters === 'lower' ? 'capital' : 'small'} letters: ${shown} can never match`;
}

function reasons(subject: string, [first, ...others]: readonly ValueFact[]): string {
  if (first === undefined) return subject;
  return [factSentence(subject, first), ...others.map((fact) => factSentence('', fact).trim())]
    .filter((reason, index, all) => all.indexOf(reason) === index)
    .slice(0, 3)
    .join(', and ');
}
