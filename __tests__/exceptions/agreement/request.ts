import type { SampleRequest } from '../../../lib/testing';
import type { Random } from '../../rules-language/support/random';
import { NOW_MS } from '../../support/exceptions';
import { HOSTS, type Meaning, METHODS, OFFICE, type PathMeaning } from './random-exception';

/** A request as a client sends it, in pieces. */
export interface Told {
  readonly method: string;
  /** The `Host` header. */
  readonly host: string;
  /** As it stands in the request line. */
  readonly path: string;
  /** Without `?`; `undefined` = there is none. */
  readonly query: string | undefined;
  readonly ssl: boolean;
  readonly ip: string;
  readonly headers: readonly (readonly [string, string])[];
  /** Seconds since 1970. */
  readonly time: number;
}

export function sampleOf({ method, host, path, query, ssl, ip, headers, time }: Told): SampleRequest {
  return {
    method,
    url: `${path}${query === undefined ? '' : `?${query}`}`,
    headers: [['host', host], ...headers],
    ip,
    ssl,
    time: new Date(time * 1000),
    version: 'HTTP/2',
  };
}

/** Whether the exception is for the request, by what its documentation says. */
export function isFor(meaning: Meaning, told: Told): boolean {
  const { hosts, methods, paths, query, isEncrypted, callers, where, from, until } = meaning;
  return (
    hosts.includes(told.host) &&
    methods.includes(told.method) &&
    paths.some((path) => isPath(path, told.path)) &&
    hasQuery(query, told.query ?? '') &&
    (told.ssl || !isEncrypted) &&
    (callers === undefined || callers.some((range) => isIn(range, told.ip))) &&
    where.every(({ isMet }) => isMet(told)) &&
    told.time >= from &&
    told.time < until
  );
}

const ESCAPES = ['..', ';', '\\', '%2e', '%2f', '%3b', '%5c', '%25'];

function isPath([form, text]: PathMeaning, raw: string): boolean {
  const hasEscape = ESCAPES.some((piece) => raw.toLowerCase().includes(piece));
  switch (form) {
    case 'exact':
      return raw === text;
    case 'under':
      return raw.startsWith(text) && !hasEscape;
    case 'contains':
      return raw.includes(text) && normal(raw).includes(text);
    case 'pattern':
      return !hasEscape && !raw.includes('//') && fits(text, raw) && fits(text, normal(raw));
  }
}

function fits(pattern: string, path: string): boolean {
  const wanted = pattern.split('/').slice(1);
  const given = path.split('/').slice(1);
  const isOpen = wanted.at(-1) === '**';
  if (isOpen ? given.length < wanted.length : given.length !== wanted.length) return false;
  return wanted.every(
    (segment, index) =>
      segment === '**' || (segment === '*' ? given[index] !== '' : segment === given[index]),
  );
}

/** What the edge compares: one slash for several, needless escapes undone, dot segments resolved. */
function normal(raw: string): string {
  const decoded = raw
    .replace(/\/+/g, '/')
    .replace(/%[0-9a-f]{2}/gi, (escape) => {
      const character = String.fromCharCode(Number.parseInt(escape.slice(1), 16));
      return /[\w.~-]/.test(character) ? character : escape.toUpperCase();
    })
    .replaceAll('\\', '%5C');
  const kept: string[] = [];
  const segments = decoded.split('/').slice(1);
  for (const [index, segment] of segments.entries()) {
    if (segment === '..') kept.pop();
    else if (segment !== '.') kept.push(segment);
    if (index === segments.length - 1 && (segment === '.' || segment === '..')) kept.push('');
  }
  return `/${kept.join('/')}`;
}

function hasQuery(wanted: Meaning['query'], query: string): boolean {
  const names = Object.keys(wanted);
  if (names.length === 0) return true;
  const pairs = query.split('&').map((pair) => {
    const [name = '', ...rest] = pair.split('=');
    return [name, rest.join('=')] as const;
  });
  if (pairs.some(([name]) => name.includes('%'))) return false;
  return names.every((name) => {
    const values = pairs.filter((pair) => pair[0] === name).map(([, value]) => value);
    return values.length === 1 && wanted[name]?.includes(values[0] ?? '') === true;
  });
}

/** For the ranges of these tests. */
function isIn(range: string, ip: string): boolean {
  const [base = '', prefix] = range.split('/');
  if (prefix === undefined) return base === ip;
  if (base.includes(':')) return ip.startsWith('2001:db8:');
  const last = Number(ip.split('.')[3]);
  return ip.startsWith(base.replace(/\d+$/, '')) && (prefix === '24' || last < 128);
}

const IPS = ['203.0.113.7', '203.0.113.200', '198.51.100.9', '192.0.2.1', '2001:db8::1', '2001:db9::1'];
const RAW_PATHS = [
  '/',
  '//',
  '/export',
  '/Export',
  '/%65xport',
  '/admin/a%20b',
  '/admin/a b',
  '/files/x/',
  '/files/x/y;z',
  '/files/x/%2e%2e/y',
  '/files/x/a/b.c',
  '/orders/7/attachments',
  '/orders/7/8/attachments',
  '/orders//attachments',
  '/orders/./attachments',
  '/orders/',
  '/a/1/files/x/y',
  '/a/1/2/files/x',
  '/users/1/b/c/d',
  '/users/1/',
  '/users/./b/c',
  '/b/upload.png',
  '/b/uplo%61d',
  '/b/UPLOAD',
];

/** A request that the exception is for, as far as each of its values by itself says. */
function hit(random: Random, meaning: Meaning): Told {
  const { hosts, methods, paths, query, isEncrypted, callers, where, from, until } = meaning;
  const parameters = Object.entries(query).map(([name, values]) => `${name}=${random.pick(values)}`);
  const range = random.pick(callers ?? IPS);
  const headers: (readonly [string, string])[] = where.flatMap(({ text }) => {
    const [, value] = /"x-api".*"(\d)"/.exec(text) ?? [];
    return value === undefined ? [] : [['X-Api', value] as const];
  });
  return {
    method: random.pick(methods),
    host: random.pick(hosts),
    path: pathFor(random, random.pick(paths)),
    query: parameters.length > 0 ? parameters.join('&') : random.pick([undefined, undefined, '', 'x=1']),
    ssl: isEncrypted || random.below(2) === 0,
    ip: range.includes(':') ? '2001:db8::1' : range.replace(/0\/2[45]$/, '7'),
    headers,
    time: Math.max(from, Math.min(until - 1, NOW_MS / 1000 + random.below(100_000))),
  };
}

function pathFor(random: Random, [form, text]: PathMeaning): string {
  const rest = random.pick(['', 'y', 'y/z', '.y', 'y%20z']);
  switch (form) {
    case 'exact':
      return text;
    case 'under':
      return `${text}${rest}`;
    case 'contains':
      return `/b/${text}${random.pick(['', '.png', '/x'])}`;
    case 'pattern':
      return text.replace(/\*\*$/, rest).replaceAll('*', () => random.pick(['1', 'a-b', '%C3%BC']));
  }
}

type Change = (told: Told, random: Random, meaning: Meaning) => Partial<Told>;

const CHANGES: readonly Change[] = [
  (_, random) => ({ host: random.pick([...HOSTS, 'other.example.com', 'evil.com']) }),
  ({ host }) => ({ host: host.replace(/[a-z]/, (letter) => letter.toUpperCase()) }),
  ({ host }) => ({ host: host.includes(':') ? host.replace(/:\d+$/, '') : `${host}:8443` }),
  ({ host }) => ({ host: `${host}.` }),
  (_, random) => ({ method: random.pick([...METHODS, 'DELETE', 'OPTIONS']) }),
  ({ method }) => ({ method: method.toLowerCase() }),
  (_, random) => ({ path: random.pick(RAW_PATHS) }),
  ({ path }) => ({ path: path.endsWith('/') && path !== '/' ? path.slice(0, -1) : `${path}/` }),
  ({ path }) => ({ path: `/${path}` }),
  ({ path }) => ({ path: path.replace(/[a-z](?=[^/]*$)/, (letter) => letter.toUpperCase()) }),
  ({ path }) => ({
    path: path.replace(/[a-z](?=[^/]*$)/, (letter) => `%${letter.charCodeAt(0).toString(16)}`),
  }),
  ({ path }, random) => ({
    path: `${path}${random.pick(['/../x', '/./y', ';x', '%2Fx', '%252e', '\\x', '/x', '//x', '/.'])}`,
  }),
  ({ path }, random) => ({ path: path.replace('/', `/${random.pick(['./', '../', 'x/../', 'y/'])}`) }),
  (_, random) => ({ ip: random.pick(IPS) }),
  ({ ssl }) => ({ ssl: !ssl }),
  ({ time }, random, { from, until }) => ({
    time: random.pick([
      time,
      Number.isFinite(until) ? until : time + 1_000_000,
      Number.isFinite(until) ? until - 1 : time,
      Math.max(from - 1, NOW_MS / 1000 - 500_000),
      Math.max(from, NOW_MS / 1000),
    ]),
  }),
  ({ query = '' }) => ({ query: `${query}${query === '' ? '' : '&'}page=2` }),
  ({ query = '' }) => ({ query: `${query}&${query}` }),
  ({ query }) => ({ query: query?.replace(/[a-z]/, (letter) => `%${letter.charCodeAt(0).toString(16)}`) }),
  ({ query }) => ({ query: query?.replace(/=(.*)/, '=$1x') }),
  ({ query = '' }) => ({ query: query.split('&').slice(1).join('&') }),
  ({ query }) => ({ query: query?.toUpperCase() }),
  ({ headers }) => ({ headers: headers.slice(1) }),
  ({ headers }, random) => ({
    headers: [
      ...headers,
      random.pick([
        ['x-api', '3'],
        ['X-API', '2'],
        ['User-Agent', 'curl/8'],
      ] as const),
    ],
  }),
  (_, random) => ({ headers: [['x-api', random.pick(['1', '2', '3'])]] }),
];

/** A request near the exception: one that it is for, or one that differs from such a one in one thing or two. */
export function requestNear(random: Random, meaning: Meaning): Told {
  let told = hit(random, meaning);
  const changes = random.pick([0, 1, 1, 1, 2]);
  for (let count = 0; count < changes; count++) {
    told = { ...told, ...random.pick(CHANGES)(told, random, meaning) };
  }
  return told;
}

export const LISTS = { office: OFFICE };
