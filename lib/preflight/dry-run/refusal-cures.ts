/** What to do about a refusal. The first entry that fits is it. */
interface Cure {
  /** Cloudflare's code, where it has published one. */
  readonly code?: number;
  /** Its words, where it has published no code. */
  readonly text?: RegExp;
  /** Where in the list it is, where it has published neither. */
  readonly pointer?: RegExp;
  readonly cure: string;
}

/**
 * Help by code, then by text, then by place.
 *
 * @see https://developers.cloudflare.com/ruleset-engine/rulesets-api/
 */
const CURES: readonly Cure[] = [
  {
    code: 10003,
    cure: 'someone deleted the entry point in the meantime: run this again; the next deploy creates a new one',
  },
  { code: 10031, cure: 'first change or remove every rule that names the list' },
  {
    code: 20014,
    cure: 'remove one of the two execute rules in the dashboard: a zone executes each managed ruleset once',
  },
  {
    code: 20016,
    cure: 'give the rule an action that its phase takes: the managed phase takes execute and skip only, and in an account a skip rule belongs into a custom ruleset',
  },
  { code: 20018, cure: 'remove `logging` from the rule: only skip rules have it' },
  { code: 20125, cure: 'give the rule an expression' },
  { code: 20127, cure: 'move addresses to an IpList, or divide the exception' },
  {
    code: 20217,
    cure: 'someone created the entry point in the meantime: run this again; the next deploy adopts it',
  },
  {
    text: /could not parse filter expression/,
    cure: 'correct the expression at the marked place: `waf lint` says more about it',
  },
  { text: /action is required for action parameters/, cure: 'give the rule an action' },
  {
    text: /field cannot be modified/,
    cure: 'someone renamed the entry point, or created it again, in the meantime: run this again',
  },
  {
    pointer: /^\/rules\/\d+\/expression/,
    cure: 'use what this phase and the plan of the zone have, and lists that exist: `waf lint` names what it knows',
  },
  {
    pointer: /^\/rules\/\d+\/action_parameters/,
    cure: 'correct what the rule skips or executes: Cloudflare adds and removes managed rules with its releases',
  },
  { pointer: /^\/rules\/\d+\/ref/, cure: 'give each rule of the entry point a `ref` of its own' },
  {
    pointer: /^\/rules$/,
    cure: 'compare the number of rules with the quota of the plan, and remove one',
  },
];

/** What to do about this refusal; `undefined` if it is not known. */
export function cureOf(code: number | undefined, message: string, pointer: string): string | undefined {
  const found =
    CURES.find((cure) => cure.code !== undefined && cure.code === code) ??
    CURES.find((cure) => cure.text?.test(message)) ??
    CURES.find((cure) => cure.pointer?.test(pointer));
  return found?.cure;
}
