import { show } from '../../errors';
import type { ValueFact } from './value-fact';

/**
 * What is wrong with a value that breaks a fact.
 *
 * @param subject what the fact is about, as a message shows it
 */
export function brokenMessage(subject: string, fact: ValueFact, shown: string): string {
  switch (fact.kind) {
    case 'list':
      return fact.certainty === 'always'
        ? `${factSentence(subject, fact)}, and ${shown} is none of them`
        : `${factSentence(subject, fact)}, and not ${shown}`;
    case 'numbers':
      return `${factSentence(subject, fact)}, and ${shown} is ${hasEnd(fact) ? 'none of them' : 'not'}`;
    default:
      return `${factSentence(subject, fact)}, and ${shown} ${fact.broken}`;
  }
}

/** What the fact says, as a sentence about the subject. */
export function factSentence(subject: string, fact: ValueFact): string {
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
