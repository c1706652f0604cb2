import type { LiveObject } from '../api-client';
import { isMitigating, MANAGED_PHASE } from '../cloudflare';
import type { ExceptionDeclaration } from '../coexistence';
import type { SecurityEvent } from '../evidence';
import { refOf } from '../preflight';
import { counted, type Text, text } from '../review/text';
import { ExecutionContext, parseAddress, readExpression, visit } from '../rules-language';
import { readRule, type Rule, rulesById, texts } from '../rulesets';
import { judgeOf } from '../trace';
import type { Check } from './check';
import type { LiveZone } from './live-rules';

/** An exception with the rule that is live for it. */
export interface LiveException {
  readonly exception: ExceptionDeclaration;
  readonly id: string;
  /** Milliseconds since 1970: when the live rule was last changed. */
  readonly since: number;
}

/** Security Events of a zone since its exceptions are live. */
export interface ZoneEvents {
  readonly events: readonly SecurityEvent[];
  /** Cloudflare has more of them than it gives. */
  readonly isCut: boolean;
}

/** Until then a data centre may still run the rules of before, in milliseconds. */
const ROLL_OUT = 60_000;

/** The exceptions that are live at all, with the rules they are. */
export function liveExceptions({ declaration, entryPoints }: LiveZone): readonly LiveException[] {
  return declaration.exceptions.flatMap((exception) => {
    const live = entryPoints.find(({ phase }) => phase === exception.phase)?.live;
    const rule = live?.rules.find((one) => refOf(one) === exception.rule.ref);
    return rule === undefined ? [] : placed(exception, rule);
  });
}

function placed(exception: ExceptionDeclaration, rule: LiveObject): readonly LiveException[] {
  const { id, last_updated: updated } = rule;
  // Events have whole seconds.
  const since = Math.floor(Date.parse(typeof updated === 'string' ? updated : '') / 1000) * 1000;
  return typeof id === 'string' && !Number.isNaN(since) ? [{ exception, id, since }] : [];
}

/** The hosts that an exception compares with; empty where it names none as a whole. */
export function hostsOf({ rule }: ExceptionDeclaration): readonly string[] {
  const { expression } = readExpression(rule.expression);
  const hosts = new Set<string>();
  if (expression === undefined) return [];
  visit(expression, (node) => {
    if (node.kind !== 'comparison' || node.left.kind !== 'field' || node.left.name !== 'http.host') return;
    const values = node.right.kind === 'set' ? node.right.items : [node.right];
    for (const value of values) if (value.kind === 'string') hosts.add(value.value);
  });
  return [...hosts];
}

/**
 * Whether the exceptions are used since they are live, and whether managed rules still refuse requests that they are for. No
 * event proves nothing: events are late, sampled, and there may have been no such request.
 */
export function eventChecks(
  zone: LiveZone,
  exceptions: readonly LiveException[],
  { events, isCut }: ZoneEvents,
): readonly Check[] {
  return exceptions.flatMap((live): readonly Check[] => {
    const { exception, id, since } = live;
    const { ref, logging } = exception.rule;
    const about = { about: 'events', zone: zone.name, ref } as const;
    const own = events.filter(({ time = 0 }) => time >= since);
    const skips = own.filter(
      (event) => event.action === 'skip' && event.ruleId === id && (event.ref ?? ref) === ref,
    );
    const refused = refusedSince(live, own);
    const blocks = refused.filter((event) => isSkipped(exception, event));
    if (blocks.length > 0) {
      const [first] = blocks;
      return [
        {
          ...about,
          outcome: 'failed',
          sentence: text`managed rules still refused ${[number(blocks)]} that ${ref} covers, more than a minute after it went live: the last one by ${titleOf(first)}, which it skips.`,
          help: text`the account may deploy the ruleset, and exceptions in a zone do not affect that: \`waf diagnose\` shows more`,
        },
      ];
    }
    if (refused.length > 0) {
      return [
        {
          ...about,
          outcome: 'cannot-tell',
          sentence: text`managed rules that ${ref} does not skip refused ${[number(refused)]} that it covers, the last one by ${titleOf(refused[0])}: these were attacks, or the exception is not enough.`,
          help: text`\`waf diagnose\` shows the requests; if they are legitimate, \`waf propose\` writes what they need`,
        },
      ];
    }
    if (skips.length > 0) {
      return [
        {
          ...about,
          outcome: 'verified',
          sentence: text`${ref} has matched ${[number(skips)]} since it went live, and managed rules refused none that it covers${cutText(isCut)}.`,
        },
      ];
    }
    // Then no event of it is ever written.
    if (!logging.enabled) return [];
    return [
      {
        ...about,
        outcome: 'cannot-tell',
        sentence: text`there is no Security Event of ${ref} yet: it may not have matched a request, or the events are late${cutText(isCut)}.`,
        help: text`send a request that it covers, wait a minute, then verify again`,
      },
    ];
  });
}

/** Whether the exception skips the rule that an event is of: then it should not have refused anything. */
function isSkipped({ rule }: ExceptionDeclaration, { rulesetId = '', ruleId = '' }: SecurityEvent): boolean {
  const skip = readRule(rule);
  return (
    texts(skip, 'phases').includes(MANAGED_PHASE) ||
    skip.parameters?.['ruleset'] === 'current' ||
    texts(skip, 'rulesets').includes(rulesetId) ||
    [...rulesById(skip).values()].some((ids) => ids.includes(ruleId))
  );
}

function titleOf(event: SecurityEvent | undefined): string {
  return event?.description ?? event?.ruleId ?? 'a rule';
}

function cutText(isCut: boolean): Text {
  return isCut ? text`; there are more events than Cloudflare returned` : text``;
}

function number(events: readonly SecurityEvent[]): string {
  const sum = events.reduce((total, { sampleInterval }) => total + sampleInterval, 0);
  return `${events.some(({ sampleInterval }) => sampleInterval > 1) ? 'about ' : ''}${counted(sum, 'request')}`;
}

/** Refusals by managed rules of requests that the exception is for without a doubt, the newest first. */
function refusedSince({ exception, since }: LiveException, events: readonly SecurityEvent[]) {
  const rules: readonly Rule[] = [readRule(exception.rule)];
  return events
    .filter(({ source, action, time = 0 }) => {
      return source === 'firewallManaged' && isMitigating(action) && time > since + ROLL_OUT;
    })
    .filter((event) => {
      const judge = judgeOf(rules, contextOf(event));
      return rules.every((rule) => judge(rule).verdict === true);
    })
    .toSorted((a, b) => (b.time ?? 0) - (a.time ?? 0));
}

/** What an event says of its request; all else is unknown. */
function contextOf({ request, time }: SecurityEvent): ExecutionContext {
  const { host, method, path, query, clientIp, userAgent, scheme, country } = request;
  return ExecutionContext.fromFields({
    ...(host !== undefined && { 'http.host': host }),
    ...(method !== undefined && { 'http.request.method': method }),
    ...(path !== undefined && { 'http.request.uri.path': path, 'raw.http.request.uri.path': path }),
    ...(query !== undefined && { 'http.request.uri.query': query, 'raw.http.request.uri.query': query }),
    ...(clientIp !== undefined && parseAddress(clientIp) !== undefined && { 'ip.src': clientIp }),
    ...(userAgent !== undefined && { 'http.user_agent': userAgent }),
    ...(scheme !== undefined && { ssl: scheme === 'https' }),
    ...(country !== undefined && { 'ip.src.country': country }),
    ...(time !== undefined && { 'http.request.timestamp.sec': Math.floor(time / 1000) }),
  });
}
