import { createHash } from 'node:crypto';
import { InputError, refuseToken, requireKnownKeys, show } from '../errors';
import { REF_PREFIX } from './ref';
import type { OneOrMore } from './request/one-or-more';

/**
 * A rule of others that an exception replaces.
 *
 * @example
 * const clicked: ReplacedRule = { rule: '3f2c1a0b9d8e7f6a5b4c3d2e1f0a9b8c' };
 */
export interface ReplacedRule {
  /** Its `ref` or its id. */
  readonly rule: string;
  /**
   * Fingerprint of the rule, as `waf import` prints it. If the live rule has changed by then, the plan fails.
   *
   * @default - the rule is replaced even if it has changed
   */
  readonly sha256?: string;
}

/** What an id or a `ref` may hold: it is in Terraform, and in messages. */
const NAME = /^[\w.:@/+=~-]{1,200}$/;
const SHA256 = /^[0-9a-f]{64}$/;
const KEYS: Record<keyof ReplacedRule, true> = { rule: true, sha256: true };

/** @throws InputError `replaces/...` */
export function parseReplaces(replaces: OneOrMore<string | ReplacedRule>): readonly ReplacedRule[] {
  refuseToken('replaces', replaces);
  const given: readonly unknown[] = Array.isArray(replaces) ? replaces : [replaces];
  const rules = given.map(parseRule);
  const twice = rules.find(({ rule }, index) => rules.findIndex((other) => other.rule === rule) < index);
  if (rules.length === 0 || twice !== undefined) {
    throw new InputError(twice === undefined ? 'replaces/empty' : 'replaces/duplicate', {
      message:
        twice === undefined
          ? '`replaces` must name at least one rule, got: an empty list'
          : `\`replaces\` names the same rule twice, got: ${show(twice.rule)}`,
      help: twice === undefined ? 'leave `replaces` out' : 'remove one of them',
    });
  }
  return rules;
}

function parseRule(given: unknown): ReplacedRule {
  refuseToken('replaces', given);
  const { rule, sha256 } = typeof given === 'string' ? { rule: given, sha256: undefined } : membersOf(given);
  if (typeof rule !== 'string' || !NAME.test(rule)) {
    throw new InputError('replaces/rule', {
      message: `\`replaces\` must name a rule by its ref or id, got: ${show(rule ?? given)}`,
      help: "copy the id from the rule's page in the dashboard, or let `waf import` write the exception",
    });
  }
  if (rule.startsWith(REF_PREFIX)) {
    throw new InputError('replaces/exception', {
      message: `\`replaces\` names an exception that code declares, got: ${show(rule)}`,
      help: 'remove that exception from its stack; `replaces` is for rules that no code declares',
    });
  }
  if (sha256 === undefined) return { rule };
  if (typeof sha256 !== 'string' || !SHA256.test(sha256)) {
    throw new InputError('replaces/sha256', {
      message: `\`sha256\` of \`replaces\` must be 64 lower-case hex characters, got: ${show(sha256)}`,
      help: 'copy it from what `waf import` prints, or leave it out',
    });
  }
  return { rule, sha256 };
}

function membersOf(given: unknown): { readonly rule?: unknown; readonly sha256?: unknown } {
  if (typeof given !== 'object' || given === null) return { rule: given };
  requireKnownKeys<ReplacedRule>('replaces', given, KEYS);
  return given;
}

/** What a rule of others does, as the API shows it. */
export interface FingerprintedRule {
  readonly action: string;
  readonly enabled: boolean;
  readonly expression: string;
  readonly parameters: Readonly<Record<string, unknown>>;
}

/** The parameters of a skip rule that a Terraform plan can see. */
const PARAMETERS: readonly string[] = ['phases', 'products', 'ruleset', 'rulesets', 'rules'];

/**
 * The fingerprint of a rule: of all that it does, and nothing of its name. `replacedRulesLocals` computes the same in Terraform; a
 * test with real Terraform holds the two together.
 */
export function fingerprint({ action, enabled, expression, parameters }: FingerprintedRule): string {
  const known = PARAMETERS.filter((key) => parameters[key] !== undefined && parameters[key] !== null).map(
    (key) => [key, sorted(parameters[key])] as const,
  );
  const text = jsonencode([action, enabled, expression, Object.fromEntries(known)]);
  return createHash('sha256').update(text).digest('hex');
}

function sorted(value: unknown): unknown {
  const isTexts = Array.isArray(value) && value.every((item) => typeof item === 'string');
  return isTexts ? [...value].sort((a, b) => Buffer.compare(Buffer.from(a), Buffer.from(b))) : value;
}

/** As Terraform's function of that name: keys in order, and these characters escaped. */
function jsonencode(value: unknown): string {
  const text = JSON.stringify(value, (_key, item: unknown) =>
    typeof item === 'object' && item !== null && !Array.isArray(item)
      ? Object.fromEntries(Object.entries(item).sort(([a], [b]) => (a < b ? -1 : 1)))
      : item,
  );
  return text.replace(
    /[<>&\u2028\u2029]/g,
    (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
