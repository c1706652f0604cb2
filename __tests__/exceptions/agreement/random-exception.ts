import {
  type WafExceptionProps,
  ManagedRule,
  ManagedRuleset,
  Path,
  type RequestMatch,
  Skip,
} from '../../../lib';
import type { Random } from '../../rules-language/support/random';
import type { Told } from './request';

/** What an exception means by its documentation: written without the expression, to be compared with it. */
export interface Meaning {
  readonly hosts: readonly string[];
  readonly methods: readonly string[];
  readonly paths: readonly PathMeaning[];
  readonly query: Readonly<Record<string, readonly string[]>>;
  readonly isEncrypted: boolean;
  readonly callers: readonly string[] | undefined;
  readonly where: readonly WhereMeaning[];
  /** Seconds since 1970. */
  readonly from: number;
  readonly until: number;
}

export type PathMeaning = readonly [form: 'exact' | 'under' | 'pattern' | 'contains', text: string];

/** A further condition, and whether a request meets it. */
export interface WhereMeaning {
  readonly text: string;
  readonly isMet: (told: Told) => boolean;
}

export interface SkipMeaning {
  /** `all` managed rules, whole rulesets, or the single rules of rulesets. */
  readonly managed: 'all' | readonly string[] | Readonly<Record<string, readonly string[]>>;
  readonly others: readonly string[];
}

export interface RandomException {
  readonly props: WafExceptionProps;
  readonly meaning: Meaning;
  readonly skip: SkipMeaning;
}

export const OFFICE = ['203.0.113.7', '198.51.100.0/24'];
export const MANAGED_RULE = 'd9e350f1b72d4730899c8a420e48a85d';
const { OWASP_CORE: OWASP, CLOUDFLARE_MANAGED: CLOUDFLARE } = ManagedRuleset;
const SQL_INJECTION = ManagedRule.fromId(CLOUDFLARE, MANAGED_RULE);

export const HOSTS = ['app.example.com', 'www.example.com', 'panel.example.com:2083', 'example.com'];
export const METHODS = ['POST', 'PUT', 'GET', 'PROPFIND', 'M-SEARCH'];
const PATHS: readonly PathMeaning[] = [
  ['exact', '/export'],
  ['exact', '/export/'],
  ['exact', '/'],
  ['exact', '/admin/a%20b'],
  ['exact', '/a/$metadata'],
  ['under', '/files/x/'],
  ['under', '/admin/'],
  ['pattern', '/orders/*/attachments'],
  ['pattern', '/orders/*'],
  ['pattern', '/a/*/files/**'],
  ['pattern', '/users/*/**'],
  ['contains', 'upload'],
];
const QUERIES: readonly Readonly<Record<string, readonly string[]>>[] = [
  { action: ['export'] },
  { 'wc-api': ['x'], v: ['1', '2'] },
  { q: ['a+b', 'a%20b'] },
];
const CALLERS = [
  ['203.0.113.7'],
  ['203.0.113.0/24'],
  ['203.0.113.0/25', '2001:db8::/32'],
  ['198.51.100.9', '2001:db8::1'],
];
const WHERE: readonly WhereMeaning[] = [
  {
    text: 'http.request.headers["x-api"][0] eq "2"',
    isMet: ({ headers }) => headers.find(([name]) => name.toLowerCase() === 'x-api')?.[1] === '2',
  },
  {
    text: 'any(http.request.headers["x-api"][*] eq "3")',
    isMet: ({ headers }) => headers.some(([name, value]) => name.toLowerCase() === 'x-api' && value === '3'),
  },
  {
    text: 'not http.user_agent contains "curl"',
    isMet: ({ headers }) =>
      headers.find(([name]) => name.toLowerCase() === 'user-agent')?.[1].includes('curl') !== true,
  },
];

/** Moments around the day of the tests, 2026-06-01T12:00Z: as they are written, and the seconds that they mean. */
const STARTS: readonly (readonly [string, number])[] = [
  ['2026-05-30', Date.UTC(2026, 4, 30) / 1000],
  ['2026-06-03T22:00Z', Date.UTC(2026, 5, 3, 22) / 1000],
];
const ENDS: readonly (readonly [string, number])[] = [
  ['2026-06-30', Date.UTC(2026, 6, 1) / 1000],
  ['2026-06-10T08:30Z', Date.UTC(2026, 5, 10, 8, 30) / 1000],
  ['2026-06-04T00:00:05Z', Date.UTC(2026, 5, 4, 0, 0, 5) / 1000],
];

const SKIPS: readonly (readonly [Skip, SkipMeaning])[] = [
  [Skip.allManagedRules(), { managed: 'all', others: [] }],
  [
    Skip.allManagedRules({ alsoSkip: ['http_ratelimit', 'bic'] }),
    { managed: 'all', others: ['bic', 'http_ratelimit'] },
  ],
  [Skip.features('http_request_sbfm'), { managed: [], others: ['http_request_sbfm'] }],
  [Skip.features('http_ratelimit', 'uaBlock'), { managed: [], others: ['http_ratelimit', 'uaBlock'] }],
  [Skip.managedRulesets(OWASP), { managed: [OWASP.id], others: [] }],
  [Skip.managedRulesets(OWASP, CLOUDFLARE), { managed: [CLOUDFLARE.id, OWASP.id], others: [] }],
  [
    Skip.managedRules(ManagedRule.OWASP_949110),
    { managed: { [OWASP.id]: [ManagedRule.OWASP_949110.id] }, others: [] },
  ],
  [
    Skip.managedRules(ManagedRule.OWASP_949110, SQL_INJECTION),
    {
      managed: { [CLOUDFLARE.id]: [MANAGED_RULE], [OWASP.id]: [ManagedRule.OWASP_949110.id] },
      others: [],
    },
  ],
];

function pathOf([form, text]: PathMeaning): string | Path {
  // A bare text would be taken for a placeholder.
  return form === 'exact' && !text.includes('$') ? text : Path[form](text);
}

/** The exception that means this, as code would write it. */
function propsOf(
  meaning: Meaning,
  skip: Skip,
  rest: Pick<WafExceptionProps, 'starts' | 'expires' | 'enabled' | 'logMatches'>,
): WafExceptionProps {
  const { hosts, methods, paths, query, isEncrypted, callers, where } = meaning;
  const values = <T>(all: readonly T[]): T | readonly T[] => (all.length === 1 ? (all[0] as T) : all);
  const request: RequestMatch = {
    host: values(hosts),
    method: values(methods),
    path: values(paths.map(pathOf)),
    ...(Object.keys(query).length > 0 && {
      query: Object.fromEntries(Object.entries(query).map(([name, all]) => [name, values(all)])),
    }),
    ...(!isEncrypted && { scheme: 'any' as const }),
    ...(callers !== undefined && {
      from: callers === OFFICE ? { listName: 'office' } : callers,
    }),
    ...(where.length > 0 && { where: where.map(({ text }) => text) }),
  };
  const isContains = paths.some(([form]) => form === 'contains');
  const isSection = paths.some(([form, text]) => form === 'under' && text === '/admin/');
  const reason = 'a test of the agreement';
  return {
    request,
    skip,
    reason: 'The form trips the rules',
    owner: 'creator-tools',
    ...rest,
    accept: [
      ...(isContains ? [{ finding: 'path-contains', reason } as const] : []),
      ...(isSection ? [{ finding: 'path-section', reason } as const] : []),
    ],
  };
}

export function randomException(random: Random): RandomException {
  const some = <T>(values: readonly T[]): readonly T[] =>
    shuffled(random, values).slice(0, random.pick([1, 1, 2, 3]));
  const start = random.below(4) === 0 ? random.pick(STARTS) : undefined;
  const end = random.below(3) > 0 ? random.pick(ENDS) : undefined;
  const isEncrypted = random.below(3) > 0;
  const [skip, told] = random.pick(SKIPS);
  const meaning: Meaning = {
    hosts: some(HOSTS),
    methods: some(METHODS),
    paths: some(PATHS),
    query: random.below(3) === 0 ? random.pick(QUERIES) : {},
    isEncrypted,
    callers: random.below(2) === 0 ? random.pick([...CALLERS, OFFICE]) : undefined,
    where: random.below(3) === 0 ? whereOf(random) : [],
    from: start?.[1] ?? 0,
    until: end?.[1] ?? Number.POSITIVE_INFINITY,
  };
  const rest = {
    ...(start && { starts: start[0] }),
    ...(end && { expires: end[0] }),
    ...(random.below(8) === 0 && { enabled: false }),
    ...(random.below(4) === 0 && { logMatches: false }),
  };
  return { props: propsOf(meaning, skip, rest), meaning, skip: told };
}

/** Further conditions that do not exclude each other. */
function whereOf(random: Random): readonly WhereMeaning[] {
  const [first, second, third] = WHERE;
  if (first === undefined || second === undefined || third === undefined) return [];
  return random.pick([[first], [second], [third], [first, third], [second, third]]);
}

function shuffled<T>(random: Random, values: readonly T[]): readonly T[] {
  return values
    .map((value) => ({ value, key: random.next() }))
    .sort((a, b) => a.key - b.key)
    .map(({ value }) => value);
}

/** The same exception for fewer requests: one thing is said more narrowly. */
export function narrower(random: Random, { props, meaning, skip }: RandomException): RandomException {
  const { starts } = props;
  const fewer = <T>(values: readonly T[]): readonly T[] =>
    values.length < 2 ? values : values.filter((_, index) => index > 0);
  const ways: readonly (() => RandomException)[] = [
    () => made({ ...meaning, hosts: fewer(meaning.hosts) }),
    () => made({ ...meaning, methods: fewer(meaning.methods) }),
    () => made({ ...meaning, paths: fewer(meaning.paths) }),
    () =>
      made({ ...meaning, paths: meaning.paths.length === 1 ? meaning.paths.map(pathWithin) : meaning.paths }),
    () => made({ ...meaning, isEncrypted: true }),
    () => made({ ...meaning, callers: callersWithin(meaning.callers) }),
    () => made({ ...meaning, query: { ...meaning.query, extra: ['1'] } }),
    () => made({ ...meaning, where: [...meaning.where, WITH_A_KEY] }),
    () => made(meaning, '2026-06-03T23:00Z'),
  ];
  return random.pick(ways)();

  function made(changed: Meaning, expires = props.expires): RandomException {
    const rest = { ...(starts && { starts }), ...(expires && { expires }) };
    return { props: propsOf(changed, props.skip, rest), meaning: changed, skip };
  }
}

/** An exception that has most in common with another one, and skips the same. */
export function mixed(random: Random, { props, meaning, skip }: RandomException): RandomException {
  const other = randomException(random);
  const changed: Meaning = {
    ...meaning,
    ...random.pick([
      { hosts: other.meaning.hosts },
      { methods: other.meaning.methods },
      { paths: other.meaning.paths },
      { query: other.meaning.query },
      { isEncrypted: other.meaning.isEncrypted },
      { callers: other.meaning.callers },
      { where: other.meaning.where },
    ]),
  };
  const { starts, expires } = props;
  const rest = { ...(starts && { starts }), ...(expires && { expires }) };
  return { props: propsOf(changed, props.skip, rest), meaning: changed, skip };
}

const WITH_A_KEY: WhereMeaning = {
  text: 'http.request.headers["x-key"][0] eq "1"',
  isMet: ({ headers }) => headers.find(([name]) => name.toLowerCase() === 'x-key')?.[1] === '1',
};

/** One path of those that a wider form takes. */
function pathWithin([form, text]: PathMeaning): PathMeaning {
  if (form === 'under') return ['exact', `${text}y`];
  if (form === 'pattern') return ['exact', text.replace(/\*\*$/, 'y/z').replaceAll('*', '7')];
  return form === 'contains' ? ['exact', `/b/${text}.png`] : [form, text];
}

function callersWithin(callers: Meaning['callers']): Meaning['callers'] {
  if (callers === undefined) return ['203.0.113.7'];
  return callers === OFFICE ? OFFICE : callers.slice(0, 1);
}
