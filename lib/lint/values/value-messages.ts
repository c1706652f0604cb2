import { show } from '../../errors';
import type { ValueFact } from '../../rules-language/values/value-fact';

/** @param subject what the fact is about, as a message shows it */
export function brokenMessage(subject: string, fact: ValueFact, shown: string): string {
  switch (fact.kind) {
    case 'list':
      return fact.certainty === 'always'
        ? `${sentence(subject, fact)}, and ${shown} is none of them`
        : `${sentence(subject, fact)}, and not ${shown}`;
    case 'numbers':
      return `${sentence(subject, fact)}, and ${shown} is ${hasEnd(fact) ? 'none of them' : 'not'}`;
    default:
      return `${sentence(subject, fact)}, and ${shown} ${fact.broken}`;
  }
}

export function neverMessage(subject: string, because: readonly ValueFact[], condition: string): string {
  return because.length === 0
    ? `${condition} is never true, whatever ${subject} is`
    : `${reasons(subject, because)}: ${condition} is never true`;
}

export function alwaysMessage(subject: string, because: readonly ValueFact[], condition: string): string {
  return because.length === 0
    ? `${condition} is always true, whatever ${subject} is`
    : `${reasons(subject, because)}: ${condition} is always true`;
}

export function caseMessage(letters: 'lower' | 'upper', shown: string): string {
  return `\`${letters}()\` leaves no ${letters === 'lower' ? 'capital' : 'small'} letters: ${shown} can never match`;
}

function reasons(subject: string, [first, ...others]: readonly ValueFact[]): string {
  if (first === undefined) return subject;
  return [sentence(subject, first), ...others.map((fact) => sentence('', fact).trim())]
    .filter((reason, index, all) => all.indexOf(reason) === index)
    .slice(0, 3)
    .join(', and ');
}

/** What the fact says, as a sentence about the subject. */
function sentence(subject: string, fact: ValueFact): string {
  switch (fact.kind) {
    case 'list': {
      const texts = fact.texts.map(show).join(', ');
      return fact.certainty === 'always'
        ? `${subject} is one of ${texts}`
        : `for ${subject} Cloudflare documents ${texts}`;
    }
    case 'numbers':
      return hasEnd(fact)
        ? `${subject} is a number from ${fact.from} to ${fact.to}`
        : `${subject} is never below ${fact.from}`;
    default:
      return `${subject} ${fact.says}`;
  }
}

function hasEnd({ to }: Extract<ValueFact, { readonly kind: 'numbers' }>): boolean {
  return to < 2n ** 62n;
}
