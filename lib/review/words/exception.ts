import type { Rule } from '../../rulesets';
import { parsed } from '../changes/clauses';
import { list, own, type Text, text } from '../text';
import { endText, lastDayOf, momentText } from './end';
import { skippedWords, tooLateWords } from './protections';
import { requestWords, type RequestWords } from './requests';

/** Longest further conditions that a sentence repeats, in characters. */
const MAX_REPEATED = 160;

/** What a skip rule does, for someone who decides whether that is right. */
export interface ExceptionWords {
  /** A few sentences, the first without a capital letter. */
  readonly sentence: Text;
  /** Conditions that the sentence leaves out. */
  readonly further: readonly string[];
  /** The last day (UTC) on which it works, as `YYYY-MM-DD`. */
  readonly lastDay: string | undefined;
}

export interface Surroundings {
  readonly phase: string;
  /** Rules of the managed phase, for what stays on. */
  readonly managed: readonly Rule[];
  /** Milliseconds since 1970. */
  readonly nowMs: number;
}

/** @param isOpen it skips more, or something else, that only the apply shows */
export function exceptionWords(rule: Rule, surroundings: Surroundings, isOpen = false): ExceptionWords {
  const { phase, managed, nowMs } = surroundings;
  const expression = parsed(rule.expression);
  const words = expression === undefined ? undefined : requestWords(expression);
  const skipped = [
    ...skippedWords(rule, phase, managed),
    ...(isOpen ? [own('what is known only after the apply')] : []),
  ];
  const isOver = words?.end !== undefined && words.end * 1000n <= BigInt(Math.floor(nowMs));
  const isTold = words !== undefined && isShort(words.further);
  const sentence = [
    ...(words === undefined ? unreadable(rule) : subjectOf(words, isTold)),
    ...own(rule.enabled === false ? ' would skip, once enabled, ' : isOver ? ' skipped ' : ' skips '),
    ...(skipped.length === 0 ? own('nothing') : list(skipped)),
    ...own(words === undefined || skipped.length === 0 ? '' : periodWords(words, isOver)),
    '.',
    ...tooLateWords(rule, managed),
  ];
  return {
    sentence,
    further: isTold ? [] : (words?.further ?? (rule.expression === '' ? [] : [rule.expression])),
    lastDay: words?.end === undefined ? undefined : lastDayOf(words.end),
  };
}

/** Conditions that a sentence can repeat: few, of all requests alike, and short. */
function isShort(further: readonly string[]): boolean {
  return (
    further.length <= 2 &&
    further.join('').length <= MAX_REPEATED &&
    !further.some((one) => one.startsWith('('))
  );
}

function unreadable({ expression }: Rule): Text {
  return own(
    expression === ''
      ? 'an expression that is not known before the apply'
      : 'an expression that cannot be read',
  );
}

function subjectOf({ requests, further }: RequestWords, isTold: boolean): Text {
  if (further.length === 0) return requests;
  if (isTold) return [...requests, ', where ', ...list(further.map((condition) => text`${condition}`)), ','];
  return [
    ...requests,
    ...own(`, under ${further.length === 1 ? 'a further condition' : 'further conditions'},`),
  ];
}

function periodWords({ start, end, endsApart }: RequestWords, isOver: boolean): string {
  const begin = start === undefined ? '' : ` from ${momentText(start)} on`;
  if (end === undefined) return `${begin}${endsApart ? ' with no common end' : ' with no end'}`;
  return `${begin} until ${endText(end)}${isOver ? ', which is over' : ''}`;
}
