import type { SecurityEvent } from '../../lib/evidence';
import { propose, writeProposals } from '../../lib/proposal';
import { type Block, events, EXPORT, idOf, incident, MANAGED, OWASP, SCORE_RULE } from './incident';

const IMAGE: Block = { contributors: [941130, 941170] };

const ruleIds = (blocks: readonly Block[], options?: Parameters<typeof propose>[1]) =>
  propose(incident(...blocks), options).proposals.map(({ rules }) => rules.map(({ ruleId }) => ruleId));

test('the incident: the exact request, and the two rules that fired', () => {
  const { proposals, notProposed } = propose(incident(IMAGE, IMAGE));
  expect(notProposed).toEqual([]);
  expect(proposals).toMatchObject([
    {
      host: EXPORT.host,
      method: 'POST',
      paths: [EXPORT.path],
      rules: [
        { rulesetId: OWASP, ruleId: idOf(941130) },
        { rulesetId: OWASP, ruleId: idOf(941170) },
      ],
    },
  ]);
});

test('a rule that blocks by itself is skipped by itself', () => {
  expect(ruleIds([{ rule: 100 }])).toEqual([[idOf(100)]]);
  expect(ruleIds([{ rule: 100 }, { rule: 101 }])).toEqual([[idOf(100), idOf(101)]]);
  expect(propose(incident({ rule: 100 })).proposals[0]?.rules[0]?.rulesetId).toBe(MANAGED);
});

test('the rule that acts on the score is never skipped, with its contributors or without', () => {
  expect(ruleIds([{ contributors: [] }])).toEqual([]);
  expect(propose(incident({ contributors: [] })).notProposed).toMatchObject([
    { reason: 'incomplete', details: ['contributors'] },
  ]);
  // One event without them does not keep the others from a proposal.
  expect(ruleIds([{ contributors: [] }, IMAGE])).toEqual([[idOf(941130), idOf(941170)]]);
  expect(ruleIds([IMAGE]).flat()).not.toContain(SCORE_RULE);
});

describe('where points and threshold are known', () => {
  const points = new Map([
    [idOf(941130), 20],
    [idOf(941170), 20],
    [idOf(920100), 2],
  ]);
  const score = { points, threshold: 40 };

  test('no more rules are skipped than bring each request under the threshold', () => {
    expect(ruleIds([{ contributors: [941130, 941170, 920100] }], { score })).toEqual([[idOf(941130)]]);
  });

  test('of several sets, the one that lets fewer attacks through', () => {
    const attack: Block = { contributors: [941130, 920100], attackScore: 3 };
    const blocks = [{ contributors: [941130, 941170, 920100] }, { ...attack, weight: 10 }];
    // Without 941130 the attack would have 2 points.
    expect(ruleIds(blocks, { score })).toEqual([[idOf(941170)]]);
  });

  test('a rule without known points counts as any sum', () => {
    expect(ruleIds([{ contributors: [941130, 999_999] }], { score })[0]).toContain(idOf(999_999));
  });
});

test('paths with the same host, method and rules become one exception: a Free zone has five', () => {
  const other: Block = { ...IMAGE, request: { path: '/admin/tiktok-creator/export-gif' } };
  const { proposals } = propose(incident(IMAGE, other, { ...IMAGE, request: { host: 'other.example.com' } }));
  expect(proposals.map(({ host, paths }) => [host, paths.length])).toEqual([
    [EXPORT.host, 2],
    ['other.example.com', 1],
  ]);
});

test('a path that no exception takes keeps no other from its exception', () => {
  const at = (path: string): Block => ({ ...IMAGE, request: { path } });
  const { proposals } = propose(incident(at('/a'), at('/b c'), at('/d')));
  const { written, unwritable } = writeProposals(proposals, 0);
  expect(written.flatMap(({ proposal }) => proposal.paths)).toEqual(['/a', '/d']);
  expect(unwritable.map(({ proposal }) => proposal.paths)).toEqual([['/b c']]);
});

test('more paths than one expression takes become several exceptions', () => {
  const blocks = Array.from({ length: 200 }, (_, index): Block => ({
    ...IMAGE,
    request: { path: `/files/${'name-'.repeat(8)}${index}`, clientIp: `198.51.100.${index}` },
  }));
  const { written, unwritable } = writeProposals(propose(incident(...blocks)).proposals, 0);
  expect(unwritable).toEqual([]);
  expect(written.length).toBeGreaterThan(1);
  expect(written.flatMap(({ proposal }) => proposal.wanted)).toHaveLength(200);
});

test('Logpush names no ruleset: OWASP is known by the numbers of its rules, of any other the evidence says too little', () => {
  const withoutRuleset = (block: Block) => ({
    events: incident(block).events.map((event) => ({ ...event, rulesetId: undefined })),
  });
  expect(propose(withoutRuleset(IMAGE)).proposals).toMatchObject([
    { rules: [{ rulesetId: OWASP, ruleId: idOf(941130) }, { rulesetId: OWASP }] },
  ]);
  expect(propose(withoutRuleset({ rule: 100 }))).toMatchObject({
    proposals: [],
    notProposed: [{ reason: 'incomplete', details: ['ruleset'] }],
  });
});

test('paths that differ in an id are no sign of an attack', () => {
  const orders = Array.from({ length: 8 }, (_, index): Block => ({
    ...IMAGE,
    request: { path: `/orders/${index}/image` },
  }));
  expect(propose(incident(...orders)).notProposed).toEqual([]);
});

test('what no exception can cure is left out', () => {
  const blocks: readonly Block[] = [
    { rule: 100, source: 'firewallCustom' },
    { rule: 100, source: 'rateLimit' },
    { rule: 100, action: 'log' },
    { rule: 100, action: 'managed_challenge_non_interactive_solved' },
  ];
  expect(propose(incident(...blocks))).toEqual({ proposals: [], notProposed: [] });
});

test('an event that does not say its path is told', () => {
  expect(propose(incident({ rule: 1, request: { path: undefined } })).notProposed).toMatchObject([
    { reason: 'incomplete', details: ['path'] },
  ]);
});

const ip = (index: number) => `198.51.100.${index}`;

test.each<[string, readonly Block[], string]>([
  ['an attack score', [{ rule: 1, attackScore: 20 }], 'WAF attack score 20'],
  ['a path of scanners', [{ rule: 1, request: { path: '/app/.env' } }], 'a path or query that scanners try'],
  [
    'a query of scanners',
    [{ rule: 1, request: { query: 'id=1+union+select+1' } }],
    'a path or query that scanners try',
  ],
  [
    'a user agent of scanners',
    [{ rule: 1, request: { userAgent: 'sqlmap/1.8' } }],
    'the user agent of a scanner',
  ],
  ['many kinds of attack', [{ contributors: [930100, 932160, 941130] }], 'rules against 3 kinds of attack'],
  [
    'a source on many paths',
    [1, 2, 3, 4, 5].map((index) => ({ rule: 1, request: { path: `/page-${index}` } })),
    'its source was blocked on 5 paths',
  ],
  [
    'a source that tries payloads',
    [1, 2, 3].map((rule) => ({ rule })),
    'its source matches 3 different sets of rules on this path',
  ],
  [
    'a crowd',
    Array.from({ length: 20 }, (_, index) => ({ rule: 1, request: { clientIp: ip(index) } })),
    'it comes from 20 sources, once each',
  ],
])('%s is not let through, unless named', (_name, blocks, sign) => {
  const found = propose(incident(...blocks));
  expect(found.proposals).toEqual([]);
  for (const { reason, details } of found.notProposed) {
    expect({ reason, details }).toEqual({ reason: 'looks like an attack', details: [sign] });
  }
  const named = blocks.map((block, index) => ({ ...block, ray: index.toString(16).padStart(16, '0') }));
  const rays = named.map(({ ray }) => ray);
  const { proposals } = propose(incident(...named), { rays });
  expect(proposals.flatMap(({ wanted }) => wanted)).toHaveLength(blocks.length);
});

test.each<[string, Block]>([
  ['a likely attack, which is no sure one', { rule: 1, attackScore: 21 }],
  ['two kinds', { contributors: [941130, 932160, 920100] }],
  [
    'a path that only looks like one of scanners',
    { rule: 1, request: { path: '/environment/.environment' } },
  ],
])('%s is let through', (_name, block) => {
  expect(propose(incident(block)).proposals).toHaveLength(1);
});

test('only what is named gets through', () => {
  const { proposals, notProposed } = propose(incident({ rule: 1, ray: 'aa' }, { rule: 2, ray: 'bb' }), {
    rays: ['aa'],
  });
  expect(proposals.flatMap(({ rules }) => rules.map(({ ruleId }) => ruleId))).toEqual([idOf(1)]);
  expect(notProposed).toMatchObject([{ reason: 'not named', requests: [{ ray: 'bb' }] }]);
});

describe('callers', () => {
  const from = (clientIp: string | undefined, day: number): Block => ({
    ...IMAGE,
    day,
    request: { clientIp },
  });

  test.each<[string, readonly Block[], readonly string[] | undefined]>([
    ['one, on two days', [from(ip(1), 1), from(ip(1), 2)], [ip(1)]],
    ['one, on one day', [from(ip(1), 1), from(ip(1), 1)], undefined],
    ['one of two on one day', [from(ip(1), 1), from(ip(1), 2), from(ip(2), 2)], undefined],
    ['too many', [1, 2, 3, 4].flatMap((index) => [from(ip(index), 1), from(ip(index), 2)]), undefined],
    ['unknown', [from(undefined, 1), from(undefined, 2)], undefined],
  ])('%s', (_name, blocks, addresses) => {
    expect(propose(incident(...blocks)).proposals[0]?.callers?.addresses).toEqual(addresses);
  });
});

test('alternatives say what each lets through', () => {
  const attack = { attackScore: 1, request: { clientIp: ip(9) } };
  const blocks: readonly Block[] = [
    { ...IMAGE, day: 1 },
    { ...IMAGE, day: 2 },
    { ...attack, ...IMAGE, ray: 'same rules' },
    { ...attack, contributors: [941130, 942100], ray: 'one rule more' },
    { ...attack, rule: 7, ray: 'another ruleset' },
    { ...attack, ...IMAGE, ray: 'below', request: { path: `${EXPORT.path}/x` } },
    { ...attack, ...IMAGE, ray: 'elsewhere', request: { path: '/' } },
  ];
  const [proposal] = propose(incident(...blocks)).proposals;
  const raysOf = (requests: readonly { readonly ray: string | undefined }[]) =>
    requests.map(({ ray }) => ray);
  const costs = proposal?.alternatives.map(({ kind, letsThrough, mayLetThrough, keepsBlocked }) => [
    kind,
    raysOf(letsThrough),
    raysOf(mayLetThrough),
    raysOf(keepsBlocked),
  ]);
  const rest = ['another ruleset', 'below', 'elsewhere'];
  expect(costs).toEqual([
    ['callers', [], [], ['same rules', 'one rule more', ...rest]],
    ['proposed', ['same rules'], ['one rule more'], rest],
    ['rulesets', ['same rules', 'one rule more'], [], rest],
    ['all managed rules', ['same rules', 'one rule more', 'another ruleset'], [], ['below', 'elsewhere']],
    ['path contains', ['same rules', 'one rule more', 'another ruleset', 'below'], [], ['elsewhere']],
  ]);
});

describe('events that say less', () => {
  const changed = (block: Block, change: (event: SecurityEvent) => Partial<SecurityEvent>) => ({
    events: events(block).map((event) => ({ ...event, ...change(event) })),
  });

  test('949110 is known by its title, also in a copy of the ruleset', () => {
    const copy = 'c'.repeat(32);
    const evidence = changed({ contributors: [941130] }, ({ ruleId }) => ({
      rulesetId: copy,
      ruleId: ruleId === SCORE_RULE ? 'd'.repeat(32) : ruleId,
    }));
    expect(propose(evidence).proposals.map(({ rules }) => rules)).toMatchObject([
      [{ rulesetId: copy, ruleId: idOf(941130) }],
    ]);
    const alone = changed({ contributors: [] }, () => ({ rulesetId: copy, ruleId: 'd'.repeat(32) }));
    expect(propose(alone)).toMatchObject({ proposals: [], notProposed: [{ details: ['contributors'] }] });
  });

  test('a second rule on the score is none of those that add to it', () => {
    const [log, decider] = events({ contributors: [941130] });
    if (log === undefined || decider === undefined) throw new Error('no events');
    const second = { ...log, ruleId: 'd'.repeat(32), description: '949110: Inbound Anomaly Score Exceeded' };
    const { proposals } = propose({ events: [log, second, decider] });
    expect(proposals[0]?.rules.map(({ ruleId }) => ruleId)).toEqual([idOf(941130)]);
  });

  test.each([
    ['attack', 1],
    ['ATTACK', 1],
    ['likely_attack', 0],
    ['clean', 0],
  ])('the class %s of the attack score', (attackClass, refused) => {
    const evidence = changed({ rule: 100 }, () => ({ attackClass: attackClass.toLowerCase() }));
    expect(propose(evidence).notProposed).toHaveLength(refused);
  });

  test('a score that is there counts before its class', () => {
    const evidence = changed({ rule: 100, attackScore: 90 }, () => ({ attackClass: 'attack' }));
    expect(propose(evidence).notProposed).toEqual([]);
  });

  test.each<[what: string, change: Partial<SecurityEvent>, outcome: 'mayLetThrough' | 'keepsBlocked']>([
    ['no ruleset', { rulesetId: undefined }, 'mayLetThrough'],
    ['no rule', { ruleId: undefined }, 'mayLetThrough'],
    ['neither', { ruleId: undefined, rulesetId: undefined }, 'mayLetThrough'],
    ['another rule without its ruleset', { ruleId: idOf(101), rulesetId: undefined }, 'keepsBlocked'],
  ])('another blocked request with %s', (_, change, outcome) => {
    const attack = changed({ rule: 100, attackScore: 3 }, () => change);
    const { proposals } = propose({ events: [...incident({ rule: 100 }).events, ...attack.events] });
    const proposed = proposals[0]?.alternatives.find(({ kind }) => kind === 'proposed');
    expect(proposed?.[outcome]).toHaveLength(1);
  });
});

test.each<[string, (index: number) => NonNullable<Block['request']>]>([
  ['paths', (index) => ({ path: `/orders/${index}/image` })],
  ['hosts', (index) => ({ host: `shop-${index}.example.com`, clientIp: ip(index) })],
])('what is looked at grows with the requests, and not with their square, on many %s', (_name, where) => {
  const looksAt = (number: number): number => {
    let looks = 0;
    const blocks = Array.from({ length: number }, (_, index) => events({ ...IMAGE, request: where(index) }));
    const counted = blocks.flat().map((event) => {
      const { path } = event.request;
      const request = Object.defineProperty({ ...event.request }, 'path', {
        enumerable: true,
        get: () => (looks++, path),
      });
      return { ...event, request };
    });
    propose({ events: counted });
    return looks / number;
  };
  expect(looksAt(200)).toBeLessThanOrEqual(looksAt(100));
});
