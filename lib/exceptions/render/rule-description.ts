import { InputError, requireString, show } from '../../errors';
import type { ExceptionProps } from '../exception-props';
import { endText, type Expiry } from '../period';
import { MIN_REASON_LENGTH } from '../finding';

/** Longest reason, owner and ticket, in characters: all three go into the description of the rule. */
const MAX_LENGTH = { reason: 400, owner: 60, ticket: 60 } as const;

/**
 * The rule's description: what a person who finds the rule in the dashboard needs to know.
 *
 * @throws InputError `reason/...`, `owner/...` or `ticket/...`
 */
export function ruleDescription(props: ExceptionProps, expiry: Expiry | undefined): string {
  const reason = requireText('reason', props.reason, MIN_REASON_LENGTH);
  const facts = [
    props.owner === undefined ? undefined : `owner ${requireText('owner', props.owner, 1)}`,
    props.ticket === undefined ? undefined : requireText('ticket', props.ticket, 1),
    expiry === undefined ? undefined : `until ${endText(expiry)}`,
  ].filter((fact) => fact !== undefined);
  return facts.length === 0 ? reason : `${reason} (${facts.join(', ')})`;
}

/** What a rule's description tells of its exception. */
export interface DescriptionFacts {
  readonly reason: string;
  readonly owner: string | undefined;
  readonly ticket: string | undefined;
}

const OWNER = 'owner ';
const UNTIL = /^until \d{4}-\d{2}-\d{2}(?: \d{2}:\d{2}(?::\d{2})? UTC)?$/;

/** Reads what {@link ruleDescription} wrote; any other text is a reason without facts. */
export function readRuleDescription(description: string): DescriptionFacts {
  const unknown = { reason: description, owner: undefined, ticket: undefined };
  const withOwner = description.lastIndexOf(` (${OWNER}`);
  const start = withOwner < 0 ? description.lastIndexOf(' (') : withOwner;
  if (start < 0 || !description.endsWith(')')) return unknown;
  const facts = description.slice(start + 2, -1).split(', ');
  const owner = facts[0]?.startsWith(OWNER) === true ? facts[0].slice(OWNER.length) : undefined;
  const isEnding = UNTIL.test(facts.at(-1) ?? '');
  if (owner === undefined && !isEnding) return unknown;
  const ticket = facts.slice(owner === undefined ? 0 : 1, isEnding ? -1 : undefined).join(', ');
  return { reason: description.slice(0, start), owner, ticket: ticket === '' ? undefined : ticket };
}

function requireText(prop: keyof typeof MAX_LENGTH, text: string, min: number): string {
  // Terraform writes NFC to Cloudflare: the same text must come back, or each plan would show a change.
  const normal = requireString(prop, text).trim().normalize('NFC');
  if (/[\p{Cc}\p{Zl}\p{Zp}\p{Cs}\u202a-\u202e\u2066-\u2069]/u.test(normal)) {
    throw new InputError(`${prop}/characters`, {
      message: `\`${prop}\` must be one line without control characters, got: ${show(text)}`,
      help: 'write it as one plain line; link to the ticket for more',
    });
  }
  if (normal.startsWith('TODO')) {
    throw new InputError(`${prop}/todo`, {
      message: `\`${prop}\` is still to be written, got: ${show(text)}`,
      help: prop === 'ticket' ? 'write it, or leave it out' : `write ${prop}: '...'`,
    });
  }
  if (normal.length < min || normal.length > MAX_LENGTH[prop]) {
    throw new InputError(`${prop}/length`, {
      message: `\`${prop}\` must have ${min} to ${MAX_LENGTH[prop]} characters, got ${normal.length}: ${show(text)}`,
      help:
        prop === 'reason'
          ? 'say what is blocked and why the request is harmless'
          : `shorten \`${prop}\` or leave it out`,
    });
  }
  return normal;
}
