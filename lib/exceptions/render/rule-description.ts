import { InputError, requireString, show } from '../../errors';
import type { WafExceptionProps } from '../exception-props';
import { endText, type Expiry } from '../period';
import { MIN_REASON_LENGTH } from '../finding';
import { refuseTodo } from '../to-write';

/** Longest reason, owner and ticket, in characters: all three go into the description of the rule. */
const MAX_LENGTH = { reason: 400, owner: 60, ticket: 60 } as const;

/**
 * The rule's description: what a person who finds the rule in the dashboard needs to know. Security Events show the first 128
 * bytes of it, so whom to ask and how long it applies come first:
 * `[owner creator-tools | until 2027-03-31 | ticket OPS-1423] Base64 frames trip the rules`.
 *
 * @throws InputError `reason/...`, `owner/...` or `ticket/...`
 */
export function ruleDescription(props: WafExceptionProps, expiry: Expiry | undefined): string {
  const reason = requireText('reason', props.reason, MIN_REASON_LENGTH);
  return writeRuleDescription({
    reason,
    owner: props.owner === undefined ? undefined : requireText('owner', props.owner, 1),
    ticket: props.ticket === undefined ? undefined : requireText('ticket', props.ticket, 1),
    until: expiry === undefined ? undefined : endText(expiry),
  });
}

/** What a rule's description says about its exception. */
export interface DescriptionFacts {
  readonly reason: string;
  readonly owner: string | undefined;
  /** As a text, such as `2027-03-31`. */
  readonly until: string | undefined;
  readonly ticket: string | undefined;
}

/** In the order of the text. */
const FACTS = ['owner', 'until', 'ticket'] as const;

export function writeRuleDescription(facts: DescriptionFacts): string {
  const written = FACTS.flatMap((name) => {
    const value = facts[name];
    return value === undefined ? [] : [`${name} ${value.replace(/[\\|\]]/g, '\\$&')}`];
  });
  // A reason that begins like facts gets an empty list of them, so that it is read as one.
  return written.length === 0 && !facts.reason.startsWith('[')
    ? facts.reason
    : `[${written.join(' | ')}] ${facts.reason}`;
}

/** An owner without marks in its name, and facts of which none is unknown. */
const PLAIN_OWNER = /^\[owner [^\\\]|]+(?: \| until [^\\\]|]+)?(?: \| ticket [^\\\]|]+)?\] /;

/** Whether a description names an owner. Most are recognised by their form, without reading what they hold. */
export function namesOwner(description: string): boolean {
  return PLAIN_OWNER.test(description) || readRuleDescription(description).owner !== undefined;
}

/** Reads what {@link writeRuleDescription} wrote; any other text is a reason without facts. */
export function readRuleDescription(description: string): DescriptionFacts {
  const unknown = { reason: description, owner: undefined, until: undefined, ticket: undefined };
  const [, list, reason] = /^\[((?:[^\\\]]|\\[\\|\]])*)\] (.*)$/su.exec(description) ?? [];
  if (list === undefined || reason === undefined) return unknown;
  // The mark inside of a fact is written with a backslash before it.
  const facts = list === '' ? [] : list.split(' | ');
  const read = FACTS.map((name) => {
    const fact = facts[0]?.startsWith(`${name} `) === true ? facts.shift() : undefined;
    return fact?.slice(name.length + 1).replace(/\\([\\|\]])/g, '$1');
  });
  const [owner, until, ticket] = read;
  return facts.length > 0 ? unknown : { reason, owner, until, ticket };
}

function requireText(prop: keyof typeof MAX_LENGTH, text: string, min: number): string {
  // Terraform writes NFC to Cloudflare: the same text must come back, or each plan would show a change.
  const normal = requireString(prop, text).trim().normalize('NFC');
  if (/[\0-\x1f\x7f-\x9f\u2028-\u202e\u2066-\u2069\ud800-\udfff]/u.test(normal)) {
    throw new InputError(`${prop}/characters`, {
      message: `\`${prop}\` must be one line without control characters, got: ${show(text)}`,
      help: 'write it as one plain line; link to the ticket for more',
    });
  }
  refuseTodo(prop, normal, prop === 'ticket' ? 'write it, or leave it out' : `write ${prop}: '...'`);
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
