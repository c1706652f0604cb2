import {
  and,
  compile,
  type CompiledExpression,
  difference,
  evaluate,
  ExecutionContext,
  type Expression,
  fields,
  print,
  type SampleRequest,
} from '../../rules-language';
import type { Rule } from '../../rulesets';
import type { Condition } from './condition';
import type { Protection } from './protection';
import type { Undecided, Witness } from './verdict';
import { withoutPresent } from './witness-time';
import { type Skipping, skippingOf, type ZoneMeaning } from './zone-meaning';

/** Questions about one zone after which no more are asked; one without an answer takes much longer. */
const MAX_QUESTIONS = 3_000;
const COST_OF_UNDECIDED = 100;

/** Questions about one rule of one protection. */
const MAX_ROUNDS = 100;

/** Whether a request that keeps a protection before loses it after. */
export type Gain =
  | { readonly kind: 'none' }
  | { readonly kind: 'some'; readonly found: Found }
  | { readonly kind: 'undecided'; readonly undecided: Undecided };

/** A request that shows it, with its time. */
export interface Found {
  readonly protection: Protection;
  readonly request: SampleRequest;
  readonly passesCustomRules: boolean;
}

type Answer =
  | { readonly kind: 'none' }
  | { readonly kind: 'some'; readonly request: SampleRequest; readonly passesCustomRules: boolean }
  | { readonly kind: 'undecided'; readonly because: string; readonly parts: readonly string[] };

interface Lost {
  readonly now: readonly Skipping[];
  readonly was: readonly Skipping[];
  readonly texts: ReadonlySet<string>;
}

/**
 * What requests skip after and did not skip before, each question answered once. The other way round it tells what they
 * no longer skip.
 */
export class Gains {
  private readonly answers = new Map<string, Gain>();
  private readonly compiled = new Map<string, CompiledExpression>();
  private readonly lost = new Map<Protection, Lost>();
  private readonly blocking: readonly Condition[];
  private readonly fromNow: Expression;
  private spent = 0;

  constructor(
    readonly before: ZoneMeaning,
    readonly after: ZoneMeaning,
    private readonly nowMs: number,
  ) {
    const was = new Set(before.blocking.map(({ text }) => text));
    // What a custom rule blocks before and after is inspected by nobody.
    this.blocking = after.blocking.filter(
      ({ text, expression }) => expression !== undefined && was.has(text),
    );
    // Requests that can still come: what ended in the past is nobody's loss.
    this.fromNow = fields.receivedAtSeconds.ge(Math.floor(nowMs / 1000));
  }

  /** By all rules of the zone, or only by some. */
  gain(protection: Protection, by?: readonly Rule[]): Gain {
    const { now, texts } = this.lostOf(protection);
    let undecided: Gain | undefined;
    for (const { rule, condition } of now) {
      if (texts.has(condition.text) || (by !== undefined && !by.includes(rule))) continue;
      const gain = this.gainOf(protection, rule, condition);
      if (gain.kind === 'some') return gain;
      if (gain.kind === 'undecided') undecided ??= gain;
    }
    return undecided ?? { kind: 'none' };
  }

  /** The request with all that it loses; of parts that it loses together only the whole. */
  witnessOf(
    { protection: found, request, passesCustomRules }: Found,
    protections: readonly Protection[],
  ): Witness {
    const context = ExecutionContext.fromRequest(request);
    const skips = protections.filter((protection) => {
      const { now, was } = this.lostOf(protection);
      if (protection === found) return true;
      return (
        now.some(({ condition }) => this.matches(condition, context) === true) &&
        was.every(({ condition }) => this.matches(condition, context) === false)
      );
    });
    return {
      request: withoutPresent(request, this.nowMs),
      skips: this.withoutFalseWhole(skips),
      passesCustomRules,
    };
  }

  /** A request that skipped a part of the managed rules before does not lose all of them now. */
  private withoutFalseWhole(skips: readonly Protection[]): readonly Protection[] {
    const deployed = this.after.deployed.map((id) => `ruleset:${id}`);
    if (!skips.includes('managed') || deployed.every((id) => skips.includes(id))) return skips;
    const others = skips.filter((one) => one !== 'managed');
    return others.length > 0 ? others : ['managed:later'];
  }

  private gainOf(protection: Protection, rule: Rule, condition: Condition): Gain {
    const key = `${protection}\0${condition.text}`;
    const known = this.answers.get(key);
    if (known !== undefined) return known;
    const gain = this.ask(protection, rule, condition);
    this.spent += gain.kind === 'undecided' ? COST_OF_UNDECIDED : 1;
    this.answers.set(key, gain);
    return gain;
  }

  private ask(protection: Protection, rule: Rule, condition: Condition): Gain {
    const { was } = this.lostOf(protection);
    const undecided = (because: string, parts: readonly string[] = []): Gain => ({
      kind: 'undecided',
      undecided: {
        because,
        parts,
        before: was.flatMap(({ condition: { expression } }) =>
          expression === undefined ? [] : print(expression),
        ),
        after: [condition.expression === undefined ? rule.expression : print(condition.expression)],
      },
    });
    const { expression } = condition;
    if (expression === undefined) return undecided(condition.problem ?? '');
    if (this.spent > MAX_QUESTIONS) return undecided('the plan changes too many rules to compare them all');
    const unread = was.find((one) => one.condition.expression === undefined);
    // Most often a rule differs from its own earlier version only.
    const earlier = was.filter((one) => one.rule.ref !== undefined && one.rule.ref === rule.ref);
    const answer = this.find(
      and(expression, this.fromNow),
      was.map((one) => one.condition),
      earlier.map((one) => one.condition),
    );
    // The present is part of every question, and of no answer.
    if (answer.kind === 'undecided') {
      return undecided(
        answer.because,
        answer.parts.filter((part) => part !== print(this.fromNow)),
      );
    }
    if (answer.kind === 'none') return answer;
    // A rule that nobody can read may have let the request pass before.
    if (unread !== undefined) return undecided(unread.condition.problem ?? '');
    const { request, passesCustomRules } = answer;
    return { kind: 'some', found: { protection, request, passesCustomRules } };
  }

  /**
   * A request inside that none of the conditions outside matches, and that no custom rule blocks. Of a thousand conditions
   * few overlap: one is taken into account as soon as a request shows that it does.
   */
  private find(inside: Expression, outside: readonly Condition[], start: readonly Condition[]): Answer {
    const out = new Set(start.filter(isReadable));
    let blocked: SampleRequest | undefined;
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const found = difference({ in: [inside], out: [...out].flatMap(({ expression }) => expression ?? []) });
      if (found.kind === 'none') return found;
      if (found.kind === 'undecided') return blocked === undefined ? found : some(blocked, false);
      const { request } = found;
      const context = ExecutionContext.fromRequest(request);
      const isHit = (one: Condition) =>
        isReadable(one) && !out.has(one) && this.matches(one, context) !== false;
      const hits = outside.filter(isHit);
      const blocks = this.blocking.filter(isHit);
      if (hits.length === 0) {
        if (blocks.length === 0) return some(request, true);
        blocked ??= request;
      }
      for (const one of [...hits, ...blocks]) out.add(one);
    }
    return blocked === undefined
      ? { kind: 'undecided', because: 'too many rules overlap', parts: [] }
      : some(blocked, false);
  }

  private lostOf(protection: Protection): Lost {
    const known = this.lost.get(protection);
    if (known !== undefined) return known;
    const was = skippingOf(this.before, protection);
    const lost = {
      now: skippingOf(this.after, protection),
      was,
      texts: new Set(was.map(({ condition }) => condition.text)),
    };
    this.lost.set(protection, lost);
    return lost;
  }

  private matches({ text, expression }: Condition, context: ExecutionContext): boolean | 'unknown' {
    if (expression === undefined) return 'unknown';
    const compiled = this.compiled.get(text) ?? compile(expression);
    this.compiled.set(text, compiled);
    return evaluate(compiled, context).verdict;
  }
}

function some(request: SampleRequest, passesCustomRules: boolean): Answer {
  return { kind: 'some', request, passesCustomRules };
}

function isReadable({ expression }: Condition): boolean {
  return expression !== undefined;
}
