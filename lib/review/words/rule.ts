import type { Rule } from '../../rulesets';
import type { RuleChange } from '../changes/rule-changes';
import { ruleLabel } from '../../trace';
import type { PhaseMove } from '../changes/phase-moves';
import { phaseTitle } from './entry-point';
import { stayingSentence } from './protections';
import { capital, counted, list, own, type Text, text } from '../text';
import { type ExceptionWords, exceptionWords, type Surroundings } from './exception';

/** What else there is to say of a rule that appears or goes. */
export interface RuleContext {
  /** Rules that still skip, for all its requests, what it skipped. */
  readonly stillSkippedBy: readonly Rule[];
  /** No rule executes what it skips, for the requests that it is for. */
  readonly skipsNothing: boolean;
  readonly move: PhaseMove | undefined;
  /** The same plan adds it to the other phase, and says there what it does. */
  readonly isDescribedThere: boolean;
}

/** What happens to a rule and what that rule does. */
export function ruleWords(
  change: RuleChange,
  before: Surroundings,
  after: Surroundings,
  { stillSkippedBy, skipsNothing, move, isDescribedThere }: RuleContext,
): ExceptionWords {
  const now: Rule = (change.after ?? change.before)?.rule ?? { expression: '' };
  if (now.action !== 'skip') return { sentence: foreignSentence(change), further: [], lastDay: undefined };
  const isOpen = change.after?.unknown.some((attribute) => attribute !== 'expression') === true;
  const words = exceptionWords(now, change.after === undefined ? before : after, isOpen);
  if (change.after === undefined) {
    const lead = move === undefined ? own('No longer in force: ') : goneWords(before.phase, move);
    return {
      ...words,
      sentence: [
        ...lead,
        ...words.sentence,
        ...stillWords(stillSkippedBy),
        ...(isDescribedThere ? [] : momentWords(move)),
      ],
    };
  }
  const nothing = own(skipsNothing ? " The zone's own rules execute none of that for these requests." : '');
  const sentence = isOpen ? words.sentence : [...words.sentence, ...nothing, ...stayingSentence(now, after)];
  return {
    ...words,
    sentence:
      change.kind === 'moved'
        ? [...own(`${movedWords(change)}: `), ...sentence]
        : move === undefined
          ? capital(sentence)
          : [...cameWords(after.phase, move), ...sentence, ...momentWords(move)],
  };
}

/** Rules that a sentence names. */
const MAX_NAMED = 3;

function stillWords(rules: readonly Rule[]): Text {
  if (rules.length === 0) return [];
  const named = rules.slice(0, MAX_NAMED).map((rule) => text`${ruleLabel(rule)}`);
  const more = rules.length - named.length;
  return [
    ...own(' What it skipped is still skipped by '),
    ...list(more === 0 ? named : [...named, own(counted(more, 'other rule'))]),
    '.',
  ];
}

function goneWords(phase: string, { phase: other }: PhaseMove): Text {
  return [
    ...own('Moves from the '),
    ...phaseTitle(phase),
    ...own(' to the '),
    ...phaseTitle(other),
    ...own('; no longer in force: '),
  ];
}

function cameWords(phase: string, { phase: other, kind }: PhaseMove): Text {
  return kind === 'both'
    ? [...own('Among the '), ...phaseTitle(phase), ...own(' as well as the '), ...phaseTitle(other), ': ']
    : [...own('Moved from the '), ...phaseTitle(other), ...own(' to the '), ...phaseTitle(phase), ': '];
}

function momentWords(move: PhaseMove | undefined): Text {
  return move === undefined || move.isOrdered
    ? []
    : own(' Terraform writes the two phases in no fixed order, so for a moment neither may have it.');
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
