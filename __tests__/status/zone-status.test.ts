import { deployedRulesets, readCatalogue } from '../../lib/deployed-rules';
import type { SecurityEvent } from '../../lib/evidence';
import type { Rule } from '../../lib/rulesets';
import { type LiveZone, statusMarkdown, statusText, wantedRequests, zoneStatus } from '../../lib/status';
import type { SkipCount } from '../../lib/status';

const NOW = Date.UTC(2026, 5, 1, 12);
const DAY = 86_400_000;
const MANAGED = 'efb7b8c949ac4650a09736fc376e9aee';
const ID = 'a'.repeat(32);
const EXPORT =
  'http.host eq "app.example.com" and http.request.method eq "POST" and http.request.uri.path eq "/export"';
const LOOK_BACK = { from: NOW - 30 * DAY, days: 30, isSampled: false, isCut: false };

const SKIP: Rule = {
  id: ID,
  ref: 'wafx__dashboard__export',
  action: 'skip',
  parameters: { phases: ['http_request_firewall_managed'] },
  description: '[owner creator-tools] Base64 frames trip the rules',
  expression: EXPORT,
};

/** A managed ruleset of one rule, as the zone runs it. */
function deployed(rule: object, overrides: object = {}, by: Partial<Rule> = {}) {
  const execute: Rule = {
    id: 'b'.repeat(32),
    action: 'execute',
    expression: 'true',
    parameters: { id: MANAGED, overrides },
    ...by,
  };
  const catalogue = readCatalogue({ id: MANAGED, name: 'Managed', rules: [{ id: 'c'.repeat(32), ...rule }] });
  return deployedRulesets([execute], new Map([[MANAGED, catalogue]]));
}

const ACTING = deployed({ description: 'XSS', action: 'block' });

function live(
  rule: Partial<Rule> = {},
  more: Partial<LiveZone> = {},
  events: Partial<LiveZone['events']> = {},
): LiveZone {
  return {
    name: 'example.com',
    id: ID,
    rules: { custom: [{ ...SKIP, ...rule }], managed: [], isManagedWhole: true },
    deployed: ACTING,
    changes: new Map([[ID, { at: NOW - 100 * DAY, version: '1' }]]),
    events: { lookBack: LOOK_BACK, skips: [], blocks: [], ...events },
    notes: [],
    ...more,
  };
}

function ruleOf(zone: LiveZone) {
  const [rule] = zoneStatus(zone, NOW).rules;
  if (rule === undefined) throw new Error('the zone has no skip rule');
  return rule;
}
const dueIn = (zone: LiveZone): readonly string[] => ruleOf(zone).due.map(({ kind }) => kind);

const COUNT: SkipCount = {
  ruleId: ID,
  ref: 'wafx__dashboard__export',
  day: '2026-05-20',
  host: 'app.example.com',
  method: 'POST',
  path: '/export',
  count: 3,
};

describe('matches', () => {
  test.each<[title: string, count: Partial<SkipCount>, total: number]>([
    ['by id and ref', {}, 3],
    ['by id, whatever the ref', { ref: undefined }, 3],
    ['by ref, of a rule that was made anew', { ruleId: 'f'.repeat(32) }, 3],
    ['by ref, of an event without an id', { ruleId: undefined }, 3],
    ['of another rule', { ruleId: 'f'.repeat(32), ref: 'wafx__dashboard__export-2' }, 0],
    ['of an event that names nothing', { ruleId: undefined, ref: undefined }, 0],
  ])('%s', (_, count, total) => {
    expect(ruleOf(live({}, {}, { skips: [{ ...COUNT, ...count }] })).matches?.total).toBe(total);
  });

  test('a rule that is there keeps its events, whatever `ref` they have', () => {
    const other = { ...SKIP, id: 'f'.repeat(32), ref: 'wafx__shop__export' };
    const zone = live(
      {},
      { rules: { custom: [SKIP, other], managed: [] } },
      { skips: [{ ...COUNT, ruleId: other.id }] },
    );
    expect(zoneStatus(zone, NOW).rules.map(({ ref, matches }) => [ref, matches?.total])).toEqual([
      ['wafx__dashboard__export', 0],
      ['wafx__shop__export', 3],
    ]);
  });

  test('by day, by request, the last one', () => {
    const skips = [
      { ...COUNT, day: '2026-05-25', count: 1 },
      COUNT,
      ...Array.from({ length: 6 }, (_, index) => ({ ...COUNT, path: `/export/${index}`, count: 10 + index })),
    ];
    expect(ruleOf(live({}, {}, { skips })).matches).toEqual({
      total: 79,
      days: [
        { day: '2026-05-20', count: 78 },
        { day: '2026-05-25', count: 1 },
      ],
      last: '2026-05-25',
      requests: [5, 4, 3, 2, 1].map((index) => ({
        method: 'POST',
        host: 'app.example.com',
        path: `/export/${index}`,
        count: 10 + index,
      })),
      moreRequests: 2,
    });
  });

  test.each<[title: string, zone: LiveZone]>([
    ['logging is off', live({ logging: false })],
    ['events cannot be read', live({}, { events: undefined })],
  ])('nobody knows them where %s, and nothing is called unused', (_, zone) => {
    expect(ruleOf(zone)).toMatchObject({ matches: undefined, due: [] });
  });
});

describe('unused', () => {
  test.each<[title: string, zone: LiveZone, due: readonly string[]]>([
    ['30 days without a match', live(), ['unused']],
    ['a match', live({}, {}, { skips: [COUNT] }), []],
    ['a look-back of 29 days', live({}, {}, { lookBack: { ...LOOK_BACK, days: 29 } }), []],
    ['events that could not all be read', live({}, {}, { lookBack: { ...LOOK_BACK, isCut: true } }), []],
    [
      'a change 29 days ago',
      live({}, { changes: new Map([[ID, { at: NOW - 29 * DAY, version: '2' }]]) }),
      [],
    ],
    [
      'a change 31 days ago',
      live({}, { changes: new Map([[ID, { at: NOW - 31 * DAY, version: '2' }]]) }),
      ['unused'],
    ],
    ['a change that nobody knows', live({}, { changes: new Map() }), ['unused']],
    ['switched off', live({ enabled: false }), []],
    [
      'a begin 5 days ago',
      live({ expression: `${EXPORT} and http.request.timestamp.sec ge ${(NOW - 5 * DAY) / 1000}` }),
      [],
    ],
    [
      'a begin that is yet to come',
      live({ expression: `${EXPORT} and http.request.timestamp.sec ge ${(NOW + 5 * DAY) / 1000}` }),
      [],
    ],
  ])('%s', (_, zone, due) => {
    expect(dueIn(zone)).toEqual(due);
  });
});

describe('the end', () => {
  const ends = (days: number) =>
    live(
      { expression: `${EXPORT} and http.request.timestamp.sec lt ${(NOW + days * DAY) / 1000}` },
      {},
      { skips: [COUNT] },
    );

  test.each([
    [0, 'ended', ['ended']],
    [-3, 'ended', ['ended']],
    [1, 'active', ['ends-soon']],
    [30, 'active', ['ends-soon']],
    [31, 'active', []],
  ])('%d days from now', (days, state, due) => {
    expect(ruleOf(ends(days)).state).toBe(state);
    expect(dueIn(ends(days))).toEqual(due);
  });

  test('is what the expression says, not the description', () => {
    const description = '[owner a | until 2026-01-01] Base64 frames';
    expect(dueIn(live({ description }, {}, { skips: [COUNT] }))).toEqual([]);
  });
});

describe('what it skips', () => {
  const rules = { rules: { [MANAGED]: ['c'.repeat(32)] } };
  const both = { rules: { [MANAGED]: ['c'.repeat(32), 'd'.repeat(32)] } };
  const ALL = { phases: ['http_request_firewall_managed'] };
  const LOG = deployed({ action: 'block' }, { action: 'log' });
  const OFF = deployed(
    { action: 'block' },
    { enabled: false, rules: [{ id: 'f'.repeat(32), enabled: true }] },
  );
  const sum = (changes: object) => {
    const score = { id: 'c'.repeat(32), description: '941130', action: 'score' };
    const acting = { id: 'e'.repeat(32), description: '949110', action: 'block', score_threshold: 25 };
    const rules = [score, { ...acting, ...changes }];
    const by = { action: 'execute', expression: 'true', parameters: { id: MANAGED } };
    return deployedRulesets([by], new Map([[MANAGED, readCatalogue({ id: MANAGED, rules })]]));
  };

  test.each<
    [
      title: string,
      parameters: object,
      zone: LiveZone['deployed'],
      effects: readonly string[],
      due: readonly string[],
    ]
  >([
    ['a rule that acts', rules, ACTING, ['acts'], []],
    ['a rule that only logs', rules, LOG, ['logs'], ['nothing-to-skip']],
    ['a rule that is off', rules, OFF, ['disabled'], ['nothing-to-skip']],
    [
      'a rule that Cloudflare removed',
      { rules: { [MANAGED]: ['d'.repeat(32)] } },
      ACTING,
      ['gone'],
      ['nothing-to-skip'],
    ],
    ['one of two', both, ACTING, ['acts', 'gone'], ['less-to-skip']],
    [
      'a ruleset that nothing executes',
      { rulesets: ['9'.repeat(32)] },
      ACTING,
      ['gone'],
      ['nothing-to-skip'],
    ],
    ['a ruleset whose rules only log', { rulesets: [MANAGED] }, LOG, ['logs'], ['nothing-to-skip']],
    [
      'a ruleset whose execute rule is off',
      { rulesets: [MANAGED] },
      deployed({}, {}, { enabled: false }),
      ['disabled'],
      ['nothing-to-skip'],
    ],
    ['all managed rules', ALL, ACTING, ['acts'], []],
    ['all managed rules, where none acts', ALL, [...LOG, ...OFF], ['logs'], ['nothing-to-skip']],
    ['all managed rules of a zone without', ALL, [], ['gone'], ['nothing-to-skip']],
    [
      'all managed rules and a product',
      { ...ALL, products: ['bic'] },
      [],
      ['gone', 'unknown'],
      ['less-to-skip'],
    ],
    ['rate limits, which nothing here reads', { phases: ['http_ratelimit'] }, [], ['unknown'], []],
    [
      'a ruleset that the API does not show',
      { rulesets: [MANAGED] },
      ACTING.map((ruleset) => ({ ...ruleset, rules: undefined })),
      ['unknown'],
      [],
    ],
    ['what only scores, while the sum blocks', rules, sum({ action: 'block' }), ['acts'], []],
    [
      'what only scores, while the sum is logged',
      rules,
      sum({ action: 'log' }),
      ['logs'],
      ['nothing-to-skip'],
    ],
    [
      'what only scores, while nothing acts on the sum',
      rules,
      sum({ enabled: false }),
      ['disabled'],
      ['nothing-to-skip'],
    ],
  ])('%s', (_, parameters, zone, effects, due) => {
    const found = live({ parameters } as Partial<Rule>, { deployed: zone }, { skips: [COUNT] });
    expect(ruleOf(found).skipped.map(({ effect }) => effect)).toEqual(effects);
    expect(dueIn(found)).toEqual(due);
  });

  test('since when it is so is the last change of what makes it so', () => {
    const changes = new Map([
      ['b'.repeat(32), { at: NOW - 12 * DAY, version: undefined }],
      [MANAGED, { at: NOW - 50 * DAY, version: undefined }],
    ]);
    expect(ruleOf(live({ parameters: rules }, { deployed: LOG, changes })).skipped).toEqual([
      { title: `rule ${'c'.repeat(32)}`.slice(5), effect: 'logs', since: NOW - 12 * DAY },
    ]);
  });
});

describe('blocks', () => {
  const BLOCK: SecurityEvent = {
    place: { source: 'test' },
    ray: 'ray-1',
    originatorRay: undefined,
    time: NOW - DAY,
    action: 'block',
    source: 'firewallManaged',
    rulesetId: MANAGED,
    ruleId: 'c'.repeat(32),
    ref: undefined,
    description: 'cut at 128 by',
    matchIndex: 0,
    originStatus: 0,
    edgeStatus: 403,
    sampleInterval: 1,
    attackScore: undefined,
    attackClass: undefined,
    metadata: new Map(),
    request: {
      host: 'app.example.com',
      method: 'POST',
      scheme: 'https',
      path: '/export',
      query: 'a=1',
      clientIp: '203.0.113.7',
      clientAsn: undefined,
      country: 'AT',
      userAgent: 'x',
    },
  };
  const blocked = (event: Partial<SecurityEvent>, rule: Partial<Rule> = {}, changes = NOW - 100 * DAY) =>
    ruleOf(
      live(
        rule,
        { changes: new Map([[ID, { at: changes, version: '1' }]]) },
        { skips: [COUNT], blocks: [{ ...BLOCK, ...event }] },
      ),
    );
  const request = (more: Partial<SecurityEvent['request']>) => ({ request: { ...BLOCK.request, ...more } });

  test.each<[title: string, event: Partial<SecurityEvent>, rule: Partial<Rule>, isDue: boolean]>([
    ['of its request', {}, {}, true],
    ['a challenge', { action: 'managed_challenge' }, {}, true],
    ['by a rule that is new since an upgrade of the ruleset', { ruleId: 'e'.repeat(32) }, {}, true],
    ['that is only logged', { action: 'log' }, {}, false],
    ['by another product', { source: 'firewallCustom' }, {}, false],
    ['of another path', request({ path: '/other' }), {}, false],
    ['of another method', request({ method: 'GET' }), {}, false],
    ['of another host', request({ host: 'www.example.com' }), {}, false],
    ['before its last change', { time: NOW - 101 * DAY }, {}, false],
    ['of a caller that it is not for', {}, { expression: `${EXPORT} and ip.src eq 192.0.2.1` }, false],
    ['of its caller', {}, { expression: `${EXPORT} and ip.src eq 203.0.113.7` }, true],
    ['with its query', {}, { expression: `${EXPORT} and any(http.request.uri.args["a"][*] eq "1")` }, true],
    [
      'with another query',
      {},
      { expression: `${EXPORT} and any(http.request.uri.args["a"][*] eq "2")` },
      false,
    ],
    ['of a rule that is off', {}, { enabled: false }, false],
  ])('%s', (_, event, rule, isDue) => {
    expect(blocked(event, rule).due.some(({ kind }) => kind === 'blocked-again')).toBe(isDue);
  });

  test('what events do not show, such as headers, leaves open whether the rule is for it', () => {
    const expression = `${EXPORT} and any(http.request.headers["x-a"][*] eq "1")`;
    expect(blocked({}, { expression }).blocked).toMatchObject({ requests: 1, certain: 0, by: ['XSS'] });
  });

  test('several matches of one request count once, and sampled ones as often as they stand for', () => {
    const blocks = [
      BLOCK,
      { ...BLOCK, ruleId: 'd'.repeat(32) },
      { ...BLOCK, ray: 'ray-2', sampleInterval: 10 },
    ];
    expect(ruleOf(live({}, {}, { blocks })).blocked).toMatchObject({
      requests: 11,
      certain: 11,
      by: ['XSS', 'cut at 128 by'],
    });
  });

  test('a rule that has ended tells of blocks since then', () => {
    const expression = `${EXPORT} and http.request.timestamp.sec lt ${(NOW - 2 * DAY) / 1000}`;
    expect(blocked({}, { expression }).blocked?.requests).toBe(1);
    expect(blocked({ time: NOW - 3 * DAY }, { expression }).blocked).toBeUndefined();
  });
});

describe('owners', () => {
  test.each<[title: string, rule: Partial<Rule>, kind: string, due: readonly string[]]>([
    ['of another namespace', { ref: 'wafx__shop__x' }, 'exception', []],
    ['an exception without', { description: 'Base64' }, 'exception', []],
    ['a rule of others with', { ref: ID }, 'foreign', []],
    ['a rule of others without', { ref: ID, description: 'temporary' }, 'foreign', ['no-owner']],
  ])('%s', (_, rule, kind, due) => {
    const zone = live(rule, {}, { skips: [COUNT] });
    expect(ruleOf(zone).kind).toBe(kind);
    expect(dueIn(zone)).toEqual(due);
  });
});

describe('the filter of events', () => {
  const wanted = (...expressions: readonly string[]) =>
    wantedRequests(expressions.map((expression) => ({ expression })));
  const raw = (operator: string) =>
    `http.host eq "a.example.com" and ${operator.replaceAll('PATH', 'http.request.uri.path')} and ${operator.replaceAll('PATH', 'raw.http.request.uri.path')}`;

  test.each<[expression: string, found: ReturnType<typeof wanted>]>([
    [EXPORT, [{ hosts: ['app.example.com'], methods: ['POST'] }]],
    [raw('PATH eq "/a"'), [{ hosts: ['a.example.com'], paths: ['/a'] }]],
    [raw('starts_with(PATH, "/a/")'), [{ hosts: ['a.example.com'], paths: ['/a/%'] }]],
    [raw('PATH contains "a"'), [{ hosts: ['a.example.com'], paths: ['%a%'] }]],
    [raw('PATH eq "/a\\\\b"'), [{ hosts: ['a.example.com'] }]],
    ['http.host in {"a.example.com" "b.example.com"}', [{ hosts: ['a.example.com', 'b.example.com'] }]],
    ['ip.src eq 192.0.2.1', undefined],
    ['what is this', undefined],
  ])('%s', (expression, found) => {
    expect(wanted(expression)).toEqual(found);
  });

  test('one rule for any request is reason to ask for all; many rules are asked for by host', () => {
    expect(wanted(EXPORT, 'ssl')).toBeUndefined();
    expect(wanted(...Array.from({ length: 61 }, () => EXPORT))).toEqual([{ hosts: ['app.example.com'] }]);
  });
});

test('texts of the zone steer no terminal and no Markdown', () => {
  const hostile =
    '\u001b[2J\u202e`</details>| [x](javascript:alert(1)) @everyone <img src=x onerror=alert(1)>';
  const zone = live(
    {
      ref: ID,
      description: hostile,
      expression: `http.host eq "a" and http.request.uri.path contains "${hostile.replaceAll('"', '')}"`,
    },
    { name: hostile, notes: [hostile] },
    { skips: [{ ...COUNT, path: hostile, host: hostile, method: hostile }] },
  );
  const report = { now: NOW, days: 30, zones: [zoneStatus(zone, NOW)] };
  const text = statusText(report);
  const markdown = statusMarkdown(report);
  expect(`${text}${markdown}`).not.toMatch(/(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u);
  // Outside of code nothing of it is left.
  const prose = markdown.replace(/(`+)(?!`)[\s\S]*?[^`]\1(?!`)/g, '');
  expect(prose).not.toMatch(/javascript|@everyone|<img|onerror/);
});

test('Markdown is never longer than an issue may be', () => {
  const many = Array.from({ length: 2000 }, (_, index) => ({
    ...SKIP,
    id: index.toString(16).padStart(32, '0'),
    ref: `wafx__dashboard__${'long-name-'.repeat(5)}${index}`,
  }));
  const zone = zoneStatus(live({}, { rules: { custom: many, managed: [] }, changes: new Map() }), NOW);
  const markdown = statusMarkdown({ now: NOW, days: 30, zones: [zone] });
  expect(Buffer.byteLength(markdown)).toBeLessThan(65_536);
  expect(markdown).toContain('2,000 things due');
});
