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
  type WorkLeft,
} from '../../rules-language';
import type { Rule } from '../../rulesets';
import { both, type Condition, noneOf } from './condition';
import { ConditionIndex } from './condition-index';
import { inspecting } from './inspecting';
import { executedAround, type Protection } from './protection';
import type { Undecided, Witness } from './verdict';
import { withoutPresent } from './witness-time';
import { type Skipping, skippingOf, type ZoneMeaning } from './zone-meaning';

const SPLIT = 'a managed ruleset runs twice, with an exception between that holds for one of them';

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
  | { readonly kind: 'none'; readonly needed: ReadonlySet<Condition> }
  | { readonly kind: 'some'; readonly request: SampleRequest; readonly passesCustomRules: boolean }
  | { readonly kind: 'undecided'; readonly reason: string; readonly parts: readonly string[] };

interface Lost {
  /** One for all protections that the same rules skip and inspect: an answer about one is an answer about the other. */
  readonly group: number;
  readonly now: readonly Skipping[];
  /** The conditions of `now` and `was`, to be looked up. */
  readonly inside: ConditionIndex;
  readonly outside: ConditionIndex;
  readonly was: readonly Skipping[];
  readonly texts: ReadonlySet<string>;
  /** What the protection looks at, unless it is skipped; `undefined` = it may be any request. */
  readonly inspectedBefore: readonly Condition[] | undefined;
  readonly inspectedAfter: readonly Condition[] | undefined;
}

/**
 * What inspected requests before and does not after, because a rule skips it or because nothing executes it: each
 * question is answered once. The other way round it shows what they get back.
 */
export class Gains {
  private readonly answers = new Map<string, Gain>();
  private readonly compiled = new Map<string, CompiledExpression>();
  private readonly lost = new Map<Protection, Lost>();
  private readonly groups = new Map<string, Lost>();
  /** By question: conditions without which it could not be proven that nothing is lost. */
  private readonly needed = new Map<string, ReadonlySet<Condition>>();
  private readonly blocking: ConditionIndex;
  private readonly fromNow: Expression;
  /** Rulesets of which an exception takes a part only: what is left of them is not compared. */
  private readonly split: ReadonlySet<string>;

  constructor(
    readonly before: ZoneMeaning,
    readonly after: ZoneMeaning,
    private readonly nowMs: number,
    private readonly work: WorkLeft,
  ) {
    const was = new Set(before.blocking.map(({ text }) => text));
    // What a custom rule blocks before and after is not inspected.
    this.blocking = new ConditionIndex(
      after.blocking.filter(({ text, expression }) => expression !== undefined && was.has(text)),
    );
    this.split = new Set([before, after].flatMap(({ zone }) => executedAround(zone.managed)));
    // Requests that can still come: what ended in the past is no loss.
    this.fromNow = fields.receivedAtSeconds.ge(Math.floor(nowMs / 1000));
  }

  /** By all rules of the zone, or only by some skip rules. */
  gain(protection: Protection, by?: readonly Rule[]): Gain {
    const { now, texts, inspectedBefore } = this.lostOf(protection);
    if (inspectedBefore?.length === 0) return { kind: 'none' };
    let undecided: Gain | undefined;
    const causes = [
      ...now.filter(({ rule, condition }) => !texts.has(condition.text) && by?.includes(rule) !== false),
      ...(by === undefined ? this.noLongerExecuted(protection) : []),
    ];
    if (causes.length > 0 && this.isSplit(protection)) {
      return { kind: 'undecided', undecided: { reason: SPLIT, parts: [], before: [], after: [] } };
    }
    for (const { rule, condition } of causes) {
      for (const inspected of restrictions(inspectedBefore)) {
        const gain = this.gainOf(protection, rule, both(condition, inspected));
        if (gain.kind === 'some') return gain;
        if (gain.kind === 'undecided') undecided ??= gain;
      }
    }
    return undecided ?? { kind: 'none' };
  }

  private isSplit(protection: Protection): boolean {
    const [kind, id = ''] = protection.split(/:(.*)/s);
    return (kind === 'ruleset' || kind === 'rule') && this.split.has(id.split('/')[0] ?? '');
  }

  /** Where nothing executes the protection after, and something did before. */
  private noLongerExecuted(
    protection: Protection,
  ): readonly { readonly rule: Rule; readonly condition: Condition }[] {
    const { inspectedBefore, inspectedAfter } = this.lostOf(protection);
    if (inspectedBefore === undefined || inspectedAfter === undefined) return [];
    const after = new Set(inspectedAfter.map(({ text }) => text));
    if (inspectedBefore.every(({ text }) => after.has(text))) return [];
    const rule: Rule = { expression: inspectedAfter.map(({ text }) => text).join(' or ') };
    return [{ rule, condition: noneOf(inspectedAfter) }];
  }

  /** The rules without which it could not be proven that no request loses a protection by a rule. */
  coveredBy(protections: readonly Protection[], by: Rule): readonly Rule[] {
    const rules = new Set<Rule>();
    for (const protection of protections) {
      const { now, was, inspectedBefore } = this.lostOf(protection);
      if (inspectedBefore?.length === 0) continue;
      for (const { condition } of now.filter(({ rule }) => rule === by)) {
        if (!this.mayMatch(condition)) continue;
        const twins = was.filter((one) => one.condition.text === condition.text);
        const needed = restrictions(inspectedBefore).flatMap((inspected) => [
          ...(this.needed.get(this.questionOf(protection, both(condition, inspected))) ?? []),
        ]);
        const used = twins.length > 0 ? twins : was.filter((one) => needed.includes(one.condition));
        for (const { rule } of used) rules.add(rule);
      }
    }
    return [...rules];
  }

  /** Whether nothing executes, for the requests of a skip rule, what it skips after. */
  skipsNothing(protections: readonly Protection[], by: Rule): boolean {
    const skipping = this.after.skipping.find(({ rule }) => rule === by);
    if (skipping === undefined || protections.length === 0 || !this.mayMatch(skipping.condition))
      return false;
    return protections.every((protection) => {
      const inspected = this.lostOf(protection).inspectedAfter;
      return inspected?.every((one) => !this.mayMatch(both(skipping.condition, one))) === true;
    });
  }

  /** Whether a request that can still come may match. */
  private mayMatch({ expression }: Condition): boolean {
    return (
      expression === undefined ||
      difference({ anyOf: [and(expression, this.fromNow)], noneOf: [], work: this.work }).kind !== 'none'
    );
  }

  /** The request with all that it loses; of parts that it loses together only the whole. */
  witnessOf(
    { protection: found, request, passesCustomRules }: Found,
    protections: readonly Protection[],
  ): Witness {
    const context = ExecutionContext.fromRequest(request);
    const lost = protections.filter((protection) => protection === found || this.isLost(protection, context));
    const isSkipped = lost.some((protection) =>
      this.lostOf(protection)
        .inside.candidates(context)
        .some((condition) => this.matches(condition, context) === true),
    );
    return {
      request: withoutPresent(request, this.nowMs),
      skips: this.withWhole(lost, context),
      ...(isSkipped ? {} : { isNotExecuted: true }),
      passesCustomRules,
    };
  }

  private isLost(protection: Protection, context: ExecutionContext): boolean {
    if (this.isSplit(protection)) return false;
    const { inside, outside, inspectedBefore, inspectedAfter } = this.lostOf(protection);
    const isAny = (conditions: readonly Condition[] | undefined) =>
      conditions === undefined || conditions.some((one) => this.matches(one, context) === true);
    const isNone = (conditions: readonly Condition[]) =>
      conditions.every((one) => this.matches(one, context) === false);
    return (
      isAny(inspectedBefore) &&
      isNone(outside.candidates(context)) &&
      (isAny(inside.candidates(context)) || (inspectedAfter !== undefined && isNone(inspectedAfter)))
    );
  }

  /** All rulesets that run for the request, skipped by one rule, are the managed rules of the zone. */
  private withWhole(lost: readonly Protection[], context: ExecutionContext): readonly Protection[] {
    if (lost.includes('managed')) return lost;
    const running = this.before.managed
      .filter(({ condition }) => this.matches(condition, context) !== false)
      .map(({ rulesetId }) => `ruleset:${rulesetId}`);
    const isWhole =
      running.length > 0 &&
      running.every((ruleset) => lost.includes(ruleset)) &&
      this.after.skipping.some(
        ({ protections, condition }) =>
          protections.includes('managed') && this.matches(condition, context) === true,
      );
    if (!isWhole) return lost;
    return ['managed', ...lost.filter((one) => !one.startsWith('ruleset:') && !one.startsWith('rule:'))];
  }

  private gainOf(protection: Protection, rule: Rule, condition: Condition): Gain {
    const question = this.questionOf(protection, condition);
    const known = this.answers.get(question);
    if (known?.kind === 'some') return { ...known, found: { ...known.found, protection } };
    if (known !== undefined) return known;
    const gain = this.ask(protection, rule, condition);
    this.answers.set(question, gain);
    return gain;
  }

  /** Equal texts are one question, whichever rules and protections lead to it. */
  private questionOf(protection: Protection, condition: Condition): string {
    return `${this.lostOf(protection).group}\0${condition.text}`;
  }

  private ask(protection: Protection, rule: Rule, condition: Condition): Gain {
    const { was, outside } = this.lostOf(protection);
    const undecided = (reason: string, parts: readonly string[] = []): Gain => ({
      kind: 'undecided',
      undecided: {
        reason,
        parts,
        before: was.flatMap(({ condition: { expression } }) =>
          expression === undefined ? [] : print(expression),
        ),
        after: [condition.expression === undefined ? rule.expression : print(condition.expression)],
      },
    });
    const { expression } = condition;
    if (expression === undefined) return undecided(condition.problem ?? '');
    if (this.work.left <= 0) return undecided('the plan changes too much to compare all of it');
    const unread = was.find((one) => one.condition.expression === undefined);
    // Most often a rule differs from its own earlier version only.
    const earlier = was.filter((one) => one.rule.ref !== undefined && one.rule.ref === rule.ref);
    const answer = this.find(
      and(expression, this.fromNow),
      outside,
      earlier.map((one) => one.condition),
    );
    // The present is part of every question, and of no answer.
    if (answer.kind === 'undecided') {
      return undecided(
        answer.reason,
        answer.parts.filter((part) => part !== print(this.fromNow)),
      );
    }
    if (answer.kind === 'none') {
      this.needed.set(this.questionOf(protection, condition), answer.needed);
      return { kind: 'none' };
    }
    // A rule that cannot be read may have let the request pass before.
    if (unread !== undefined) return undecided(unread.condition.problem ?? '');
    const { request, passesCustomRules } = answer;
    return { kind: 'some', found: { protection, request, passesCustomRules } };
  }

  /**
   * A request inside that none of the conditions outside matches, and that no custom rule blocks. Of a thousand conditions
   * few overlap: one is taken into account as soon as a request shows that it does.
   */
  private find(inside: Expression, outside: ConditionIndex, start: readonly Condition[]): Answer {
    const out = new Set(start.filter(isReadable));
    let blocked: SampleRequest | undefined;
    for (let round = 0; round < MAX_ROUNDS; round += 1) {
      const found = difference({
        anyOf: [inside],
        noneOf: [...out].flatMap(({ expression }) => expression ?? []),
        work: this.work,
      });
      if (found.kind === 'none') return { kind: 'none', needed: out };
      if (found.kind === 'undecided') return blocked === undefined ? found : some(blocked, false);
      const { request } = found;
      const context = ExecutionContext.fromRequest(request);
      const isHit = (one: Condition) =>
        isReadable(one) && !out.has(one) && this.matches(one, context) !== false;
      const hits = outside.candidates(context).filter(isHit);
      const blocks = this.blocking.candidates(context).filter(isHit);
      if (hits.length === 0) {
        if (blocks.length === 0) return some(request, true);
        blocked ??= request;
      }
      for (const one of [...hits, ...blocks]) out.add(one);
    }
    return blocked === undefined
      ? { kind: 'undecided', reason: 'too many rules overlap', parts: [] }
      : some(blocked, false);
  }

  private lostOf(protection: Protection): Lost {
    const known = this.lost.get(protection);
    if (known !== undefined) return known;
    const now = skippingOf(this.after, protection);
    const was = skippingOf(this.before, protection);
    const inspectedBefore = inspecting(this.before, protection);
    const inspectedAfter = inspecting(this.after, protection);
    const group = JSON.stringify([
      placesIn(this.after.skipping, now),
      placesIn(this.before.skipping, was),
      inspectedBefore?.map(({ text }) => text) ?? null,
      inspectedAfter?.map(({ text }) => text) ?? null,
      this.isSplit(protection),
    ]);
    const twin = this.groups.get(group);
    const lost = twin ?? {
      group: this.groups.size,
      now,
      was,
      inside: new ConditionIndex(now.map(({ condition }) => condition)),
      outside: new ConditionIndex(was.map(({ condition }) => condition)),
      texts: new Set(was.map(({ condition }) => condition.text)),
      inspectedBefore,
      inspectedAfter,
    };
    this.groups.set(group, lost);
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

function placesIn(all: readonly Skipping[], some: readonly Skipping[]): readonly number[] {
  const chosen = new Set(some);
  return all.flatMap((one, place) => (chosen.has(one) ? [place] : []));
}

/** What a condition is restricted to, one after the other; nothing, where it is every request. */
function restrictions(inspected: readonly Condition[] | undefined): readonly (Condition | undefined)[] {
  return inspected === undefined || inspected.some(({ text }) => text === 'true') ? [undefined] : inspected;
}

function some(request: SampleRequest, passesCustomRules: boolean): Answer {
  return { kind: 'some', request, passesCustomRules };
}

function isReadable({ expression }: Condition): boolean {
  return expression !== undefined;
}
