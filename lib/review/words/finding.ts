import { safeJson, unicodePattern } from '../../errors';
import type { LintFinding } from '../../lint';
import type { Rule } from '../../rulesets';
import { own, type Text } from '../text';

/** Letters and signs that are never markup, a link or a mention. */
const prose = unicodePattern(String.raw`^[\p{L}\p{N}\s.,;:'"()/=>%+-]*$`);
const LINK = /:\/\/|www\./i;

/** A backtick, or an escape that a message prints as one. */
const BACKTICK = /`|\\x60|\\140|\\u0060/i;

/**
 * What lint says of a rule. Its words are ours, and what it repeats of a rule is in backticks: that becomes code. Where
 * a rule holds a backtick itself, nothing shows where its text ends, and the whole message becomes code.
 */
export function findingWords(
  { severity, id, message, help }: Pick<LintFinding, 'severity' | 'id' | 'message' | 'help'>,
  hasBacktick: boolean,
): Text {
  const write = hasBacktick ? (text: string): Text => [{ quoted: text }] : proseWords;
  return [
    ...own(severity === 'error' ? 'ERROR: ' : 'Warning: '),
    ...write(message),
    ...own(` [${id}]. Help: `),
    ...write(help),
  ];
}

/** Whether the text of a rule, whoever wrote it, can hold a backtick. */
export function holdBacktick(rules: readonly Rule[], zoneName: string | undefined): boolean {
  return BACKTICK.test(safeJson([rules, zoneName ?? ''], 0));
}

function proseWords(text: string): Text {
  return text
    .split('`')
    .map((part, index): Text => {
      if (part === '') return [];
      if (index % 2 === 1) return [{ quoted: part, isCode: true }];
      return prose().test(part) && !LINK.test(part) ? own(part) : [{ quoted: part }];
    })
    .flat();
}
