import { defineException, describeException, type DefinedException } from '../../lib/exceptions';
import { lint } from '../../lib/lint/lint';
import {
  compile,
  type CompiledExpression,
  evaluate,
  type SampleRequest,
  ExecutionContext,
  parse,
} from '../../lib/rules-language';
import { readRule, type Rule } from '../../lib/rulesets';
import { newState } from '../../lib/sandbox/cloudflare-api/state/new-state';
import type { State } from '../../lib/sandbox/cloudflare-api/state/state';
import { contextOf } from '../../lib/sandbox/edge/execution-context';
import { decide } from '../../lib/sandbox/edge/decide';
import { type Matcher, newMatcher } from '../../lib/sandbox/edge/match';
import { ManagedRule, ManagedRuleset } from '../../lib';
import { type SkippedRules, wafMatchers } from '../../lib/testing';
import { trace, type TracedZone } from '../../lib/trace';
import { plain } from '../../lib/review/text';
import { CUSTOM, MANAGED, type PlanRule, reviewOf } from '../review/support/plan';
import { CLOUDFLARE, EXECUTES, OWASP } from '../review/support/rules';
import { Random } from '../rules-language/support/random';
import { NOW_MS } from '../support/exceptions';
import { rounds } from '../support/rounds';
import {
  MANAGED_RULE,
  mixed,
  narrower,
  randomException,
  type RandomException,
  type SkipMeaning,
} from './agreement/random-exception';
import { isFor, LISTS, requestNear, sampleOf, type Told } from './agreement/request';

const ROUNDS = rounds(16);
const REQUESTS = 12;
const SEED = Number(process.env['AGREEMENT_SEED'] ?? '20261129');

beforeAll(() => {
  jest.useFakeTimers({ now: NOW_MS });
});
afterAll(() => {
  jest.useRealTimers();
});

const HIT_BY_OWASP = Array.from({ length: 6 }, () => 'x data:image/png;base64,aaaa');
const HIT_BY_CLOUDFLARE = ['1 union select 2'];
const EXECUTE_RULES = EXECUTES.map((rule) => readRule(rule));

test('props, expression, trace, edge and matchers mean the same requests', () => {
  const random = new Random(SEED);
  const counts = { hit: 0, missed: 0, compared: 0 };
  for (let round = 0; round < ROUNDS; round++) {
    const given = randomException(random);
    const exception = defineException('dashboard', 'export', given.props, NOW_MS);
    const subject = subjectOf(exception, given);
    for (let index = 0; index < REQUESTS; index++) {
      const told = requestNear(random, given.meaning);
      const isHit = isFor(given.meaning, told) && exception.rule.enabled;
      counts[isHit ? 'hit' : 'missed']++;
      const expected = expectedOf(given.skip, isHit);
      jest.setSystemTime(told.time * 1000);
      const answers = {
        expression: byExpression(subject, told),
        trace: byTrace(subject, told),
        edge: byEdge(subject, told),
        // Each question of a matcher reads the exception anew.
        ...(index < 2 && { matchers: byMatchers(subject, told) }),
      };
      const wrong = Object.entries(answers).filter(
        ([, answer]) => JSON.stringify(answer) !== JSON.stringify(expected),
      );
      if (wrong.length > 0) {
        throw new Error(
          JSON.stringify({ round, index, told, expected, wrong, rule: exception.rule }, undefined, 1),
        );
      }
      counts.compared += Object.keys(answers).length;
    }
  }
  expect(counts.hit).toBeGreaterThan(ROUNDS);
  expect(counts.missed).toBeGreaterThan(ROUNDS);
});

/** What a request skips, in one form for all that tell it. */
interface Skipped {
  readonly isTouched: boolean;
  readonly cloudflare: 'whole' | 'part' | 'none';
  readonly owasp: 'whole' | 'part' | 'none';
}

function expectedOf({ managed }: SkipMeaning, isHit: boolean): Skipped {
  const extent = (id: string): Skipped['owasp'] => {
    if (!isHit) return 'none';
    if (managed === 'all') return 'whole';
    if (Array.isArray(managed)) return managed.includes(id) ? 'whole' : 'none';
    return Object.hasOwn(managed, id) ? 'part' : 'none';
  };
  return { isTouched: isHit, cloudflare: extent(CLOUDFLARE), owasp: extent(OWASP) };
}

interface Subject {
  readonly exception: DefinedException;
  readonly given: RandomException;
  readonly rule: Rule;
  readonly state: State;
  readonly compiled: CompiledExpression;
  readonly matcher: Matcher;
  /** The rules of the zone for a trace. */
  readonly zone: TracedZone;
}

function subjectOf(exception: DefinedException, given: RandomException): Subject {
  const rulesets = [
    { phase: CUSTOM, rules: exception.phase === CUSTOM ? [exception.rule] : [] },
    { phase: MANAGED, rules: [...(exception.phase === MANAGED ? [exception.rule] : []), ...EXECUTES] },
  ];
  const zone = { name: 'example.com', account: 'a', plan: 'enterprise', rulesets };
  const items = LISTS.office.map((ip) => ({ ip }));
  const lists = [{ account: 'a', name: 'office', kind: 'ip', items }];
  const state = newState({ accounts: [{ name: 'a' }], zones: [zone], lists } as never, NOW_MS);
  const rule = readRule(exception.rule);
  return {
    exception,
    given,
    rule,
    state,
    compiled: compile(parse(exception.rule.expression).expression),
    matcher: newMatcher((text) => {
      throw new Error(text);
    }),
    zone: {
      custom: exception.phase === CUSTOM ? [rule] : [],
      managed: [...(exception.phase === MANAGED ? [rule] : []), ...EXECUTE_RULES],
      isManagedWhole: true,
      lists: LISTS,
    },
  };
}

function byExpression({ exception, given, compiled }: Subject, told: Told): Skipped {
  const context = ExecutionContext.fromRequest({ ...sampleOf(told), lists: LISTS });
  const { verdict } = evaluate(compiled, context);
  if (verdict === 'unknown') throw new Error('nothing is unknown here');
  return expectedOf(given.skip, verdict && exception.rule.enabled);
}

function byTrace({ exception, rule, zone }: Subject, told: Told): Skipped {
  const { managed, phases, others } = trace(zone, sampleOf(told));
  const extent = (id: string): Skipped['owasp'] => {
    const { state } = managed.find(({ rulesetId }) => rulesetId === id) ?? {};
    if (state === 'skipped') return 'whole';
    if (state === 'partly skipped') return 'part';
    if (state !== 'inspects') throw new Error(`a ruleset ${String(state)}`);
    return 'none';
  };
  const steps = phases.flatMap((phase) => phase.steps);
  const isTouched = steps.some((step) => step.rule === rule && step.outcome === 'matches');
  const { phases: skippedPhases = [], products = [] } = exception.rule.action_parameters;
  const wanted = [...skippedPhases, ...products].filter((one) => one !== MANAGED);
  expect(others.map(({ id }) => id).sort()).toEqual(isTouched ? wanted.sort() : []);
  return { isTouched, cloudflare: extent(CLOUDFLARE), owasp: extent(OWASP) };
}

function byEdge(subject: Subject, told: Told): Skipped {
  const { state, exception, given, matcher } = subject;
  const [zone] = state.zones;
  if (zone === undefined) throw new Error('the state has no zone');
  const context = contextOf(
    {
      method: told.method,
      target: `${told.path}${told.query === undefined ? '' : `?${told.query}`}`,
      headers: [['host', told.host], ...told.headers],
      host: told.host,
      userAgent: '',
      contentType: '',
      ip: told.ip,
      ssl: told.ssl,
      version: 'HTTP/2',
      body: Buffer.from(''),
      hasBody: false,
    },
    zone,
    state,
    { rayId: 'ray', startedAt: Date.now() },
  );
  const decided = (body: readonly string[]) =>
    decide(state, zone, { path: [], query: [], headers: [], userAgent: ['x'], body }, context, matcher);
  const passed = (body: readonly string[], id: string): boolean => {
    const { stop, matches } = decided(body);
    if (stop !== undefined) expect(matches.at(-1)?.rulesetId).toBe(id);
    return stop === undefined;
  };
  // One body cannot tell a ruleset that is skipped from the one rule of it that acts on that body.
  const byRule = typeof given.skip.managed === 'object' && !Array.isArray(given.skip.managed);
  const extent = (isPassed: boolean): Skipped['owasp'] => (!isPassed ? 'none' : byRule ? 'part' : 'whole');
  const cloudflare = extent(passed(HIT_BY_CLOUDFLARE, CLOUDFLARE));
  const owasp = extent(passed(HIT_BY_OWASP, OWASP));
  const events = decided([]).matches.filter(({ ref }) => ref === exception.rule.ref);
  if (exception.rule.logging.enabled) return { isTouched: events.length === 1, cloudflare, owasp };
  expect(events).toEqual([]);
  return {
    isTouched: byExpression(subject, told).isTouched,
    cloudflare,
    owasp,
  };
}

function byMatchers({ exception }: Subject, told: Told): Skipped {
  const tree = { node: { findAll: () => [{ exception }] } };
  const request = { ...sampleOf(told), lists: LISTS };
  // Nothing is unknown here, so Jest's `.not` turns the answer round.
  const skips = (what?: SkippedRules): boolean => {
    const [is, isNot] = [false, true].map((not) =>
      wafMatchers.toSkipManagedRules.call({ isNot: not }, tree, request, what),
    );
    expect(isNot?.pass).toBe(is?.pass);
    return is?.pass === true;
  };
  const extent = (ruleset: ManagedRuleset, rule: ManagedRule): Skipped['owasp'] => {
    if (skips({ rulesets: [ruleset] })) return 'whole';
    return skips({ rules: [rule] }) ? 'part' : 'none';
  };
  const cloudflare = extent(
    ManagedRuleset.CLOUDFLARE_MANAGED,
    ManagedRule.fromId(ManagedRuleset.CLOUDFLARE_MANAGED, MANAGED_RULE),
  );
  const owasp = extent(ManagedRuleset.OWASP_CORE, ManagedRule.OWASP_949110);
  expect(skips()).toBe(cloudflare !== 'none' || owasp !== 'none');
  return { isTouched: !wafMatchers.toInspect.call({}, tree, request).pass, cloudflare, owasp };
}

/** The rules of both phases, with these before all others. */
function entryPoints(before: readonly PlanRule[], after: readonly PlanRule[], phase: string) {
  const rulesOf = (rules: readonly PlanRule[], of: string) => [
    ...(phase === of ? rules : []),
    ...(of === MANAGED ? EXECUTES : []),
  ];
  return [CUSTOM, MANAGED].map((of) => ({
    phase: of,
    before: rulesOf(before, of),
    after: rulesOf(after, of),
  }));
}

const OFFICE_LIST = { name: 'office', before: LISTS.office, after: LISTS.office };

test('the review shows a request that the exception is for, and says of each of its table what becomes of it', () => {
  const random = new Random(SEED + 1);
  let rows = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const { props, meaning } = randomException(random);
    const exception = defineException('dashboard', 'export', props, NOW_MS);
    const rule = exception.rule as unknown as PlanRule;
    const review = reviewOf({ entryPoints: entryPoints([], [rule], exception.phase), lists: [OFFICE_LIST] });
    const title = JSON.stringify({ round, rule, verdict: review.verdict }, undefined, 1);
    const { kind, witness } = review.verdict;
    same(title, kind, exception.rule.enabled ? 'wider' : 'same');
    const change = review.zones.flatMap((zone) => zone.entryPoints.flatMap(({ changes }) => changes))[0];
    if (change === undefined) throw new Error(title);
    if (witness !== undefined) same(title, isFor(meaning, toldOf(witness.request)), true);
    for (const { request, after } of change.requests) {
      const isHit = exception.rule.enabled && isFor(meaning, toldOf(request));
      same(`${title} ${JSON.stringify(request)} ${after}`, after.startsWith('skips'), isHit);
      rows++;
    }
    same(title, wordsOf(plain(change.sentence), exception), wordsOf(describeException(exception), exception));
  }
  expect(rows).toBeGreaterThan(ROUNDS * 10);
});

/** A request of a review, in pieces. */
function toldOf(request: SampleRequest): Told {
  const url = request.url.startsWith('/')
    ? undefined
    : new RegExp('^(https?)://([^/?]*)(.*)$').exec(request.url);
  const [, scheme, host = '', target = request.url] = url ?? [];
  const [path = '/', ...query] = (target === '' ? '/' : target).split('?');
  const pairs = Array.isArray(request.headers)
    ? (request.headers as readonly (readonly [string, string])[])
    : Object.entries(request.headers ?? {}).flatMap(([name, value]) =>
        (Array.isArray(value) ? value : [value]).map((one) => [name, one as string] as const),
      );
  return {
    method: request.method,
    host:
      pairs.find(([name]) => name.toLowerCase() === 'host')?.[1] ??
      host.toLowerCase().replace(/:(443|80)$/, ''),
    path: path === '' ? '/' : path,
    query: query.length === 0 ? undefined : query.join('?'),
    ssl: request.ssl ?? scheme !== 'http',
    ip: request.ip ?? '192.0.2.1',
    headers: pairs,
    time: Math.floor((request.time?.getTime() ?? NOW_MS) / 1000),
  };
}

/** The part of a sentence that both ways to tell an exception write alike. */
function wordsOf(sentence: string, { request, props }: DefinedException): string {
  const { hosts, paths, where, callers } = request;
  const isOneForm =
    paths.every(({ form }) => form === 'exact') || (paths.length === 1 && paths[0].form !== 'contains');
  const isList = callers !== undefined && 'listName' in callers;
  const isListed = isOneForm && hosts.length * paths.length <= 4 && where.length === 0 && !isList;
  // The review tells in further sentences what stays on.
  return isListed && props.enabled !== false ? sentence.replace(/\.(?: .*)?$/, '') : '';
}

function same(title: string, found: unknown, expected: unknown): void {
  if (JSON.stringify(found) !== JSON.stringify(expected)) {
    throw new Error(`${JSON.stringify(found)} instead of ${JSON.stringify(expected)}: ${title}`);
  }
}

test('the review finds a gain for just the requests that the exception is for', () => {
  const random = new Random(SEED + 2);
  const counts: Record<string, number> = {};
  for (let round = 0; round < ROUNDS; round++) {
    const { props, meaning } = randomException(random);
    const exception = defineException('dashboard', 'export', props, NOW_MS);
    const told = requestNear(random, meaning);
    // Whatever else the exception is for passes already: only this request can gain.
    const others: PlanRule = {
      ref: 'others',
      action: 'skip',
      expression: `not (${expressionOf(told)})`,
      action_parameters: exception.rule.action_parameters as Record<string, unknown>,
    };
    const rule = exception.rule as unknown as PlanRule;
    const { verdict } = reviewOf({
      entryPoints: entryPoints([others], [others, rule], exception.phase),
      lists: [OFFICE_LIST],
    });
    const isGain = exception.rule.enabled && isFor(meaning, told) && told.time >= Math.floor(NOW_MS / 1000);
    counts[verdict.kind] = (counts[verdict.kind] ?? 0) + 1;
    const title = JSON.stringify({ round, told, rule, verdict }, undefined, 1);
    if (verdict.kind !== 'undecided') same(title, verdict.kind, isGain ? 'wider' : 'same');
  }
  expect(counts['undecided'] ?? 0).toBeLessThan(ROUNDS / 3);
  expect(counts['wider']).toBeGreaterThan(ROUNDS / 10);
  expect(counts['same']).toBeGreaterThan(ROUNDS / 10);
});

/** One request and no other, as far as an exception can tell two apart. */
function expressionOf({ method, host, path, query = '', ssl, ip, headers, time }: Told): string {
  const quoted = (text: string): string => `"${text.replace(/["\\]/g, '\\$&')}"`;
  const named = (name: string): readonly string[] =>
    headers.filter(([one]) => one.toLowerCase() === name).map(([, value]) => value);
  const versions = named('x-api');
  const all = 'http.request.headers["x-api"]';
  return [
    `http.request.method eq ${quoted(method)}`,
    `http.host eq ${quoted(host)}`,
    `raw.http.request.uri.path eq ${quoted(path)}`,
    `http.request.uri.query eq ${quoted(query)}`,
    ssl ? 'ssl' : 'not ssl',
    `ip.src eq ${ip}`,
    `http.user_agent eq ${quoted(named('user-agent')[0] ?? '')}`,
    versions.length === 0
      ? 'not any(http.request.headers.names[*] eq "x-api")'
      : `len(${all}) eq ${versions.length}`,
    ...versions.map((value, at) => `${all}[${at}] eq ${quoted(value)}`),
    `http.request.timestamp.sec eq ${time}`,
  ].join(' and ');
}

test('lint finds an exception that another one covers', () => {
  const random = new Random(SEED + 3);
  for (let round = 0; round < ROUNDS; round++) {
    const outer = randomException(random);
    const rules = rulesOf(narrower(random, outer), outer);
    const isSame = rules[0]?.expression === rules[1]?.expression;
    const title = JSON.stringify({ round, rules }, undefined, 1);
    const found = coveredIn(rules, outer);
    // What was left out may lie within what is left.
    const expected = ['duplicate-exception 1', ...(isSame ? [] : ['shadowed-exception 0'])];
    same(title, [found.length, expected.includes(found[0] ?? '')], [1, true]);
  }
});

test('what lint calls covered has no request that the other one is not for', () => {
  const random = new Random(SEED + 4);
  let covered = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const outer = randomException(random);
    const inner = mixed(random, outer);
    const rules = rulesOf(inner, outer);
    const [found] = coveredIn(rules, outer);
    if (found === undefined) continue;
    covered++;
    const [within, around] = found.endsWith('0') ? [inner, outer] : [outer, inner];
    for (let index = 0; index < REQUESTS; index++) {
      const told = requestNear(random, within.meaning);
      const title = JSON.stringify({ round, rules, found, told }, undefined, 1);
      if (isFor(within.meaning, told)) same(title, isFor(around.meaning, told), true);
    }
  }
  expect(covered).toBeGreaterThan(0);
});

/** Two exceptions that skip the same, as rules of one list. */
function rulesOf(...exceptions: readonly RandomException[]): readonly Rule[] {
  return exceptions.map(({ props }, index) =>
    readRule(defineException('dashboard', `e${index}`, { ...props, enabled: true }, NOW_MS).rule),
  );
}

function coveredIn(rules: readonly Rule[], { props }: RandomException): readonly string[] {
  return lint({ rules, phase: props.skip.phase, kind: 'zone' }, NOW_MS)
    .filter(({ id }) => id === 'shadowed-exception' || id === 'duplicate-exception')
    .map(({ id, rule }) => `${id} ${rule ?? ''}`);
}
