import type { EngineRequest } from '../../../lib/sandbox/rule-engine/rule-engine';

/** A request of a kind, as a client sends it. */
export interface Generated {
  readonly kind: string;
  readonly form: 'json' | 'form' | 'multipart' | 'query';
  readonly request: EngineRequest & { readonly contentType: string };
}

const FORMS = ['json', 'form', 'multipart', 'query'] as const;
const WORDS = [
  'clip',
  'summer sale',
  'Zürich',
  'a, b and c',
  '2026-11-29',
  'true',
  'read me',
  'rock & roll',
  '100%',
  '',
];
const INJECTIONS = [
  "1' or '1'='1",
  '1 union select password from users',
  "x'; drop table users --",
  '1 and sleep(5)',
];
const SCRIPTS = [
  '<script>alert(1)</script>',
  '<img src=x onerror=alert(1)>',
  'javascript:alert(1)',
  '<svg/onload=alert(1)>',
];
const TRAVERSALS = [
  '../../../etc/passwd',
  '..\\..\\windows\\win.ini',
  '/etc/passwd',
  '....//....//etc/hosts',
];
const MEDIA = ['image/png', 'image/jpeg', 'image/svg+xml', 'video/mp4', 'text/plain'];

/** A number from 0 up to 1, the same ones in each run. */
function newRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
}

/** As many requests of each kind in turn. */
export function generate(count: number): readonly Generated[] {
  const random = newRandom(14);
  const one = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)] as T;
  const image = (size: number): string => {
    const bytes = Buffer.alloc(size);
    for (let at = 0; at + 4 <= size; at += 4) bytes.writeUInt32LE(Math.floor(random() * 2 ** 32), at);
    return `data:${one(MEDIA)};base64,${bytes.toString('base64')}`;
  };
  const kinds: Readonly<Record<string, (place: number) => string>> = {
    images: (place) => image(place % 60 === 0 ? 1_500_000 : Math.round(1000 * 30 ** random())),
    'SQL injection': () => one(INJECTIONS),
    'cross-site scripting': () => one(SCRIPTS),
    traversal: () => one(TRAVERSALS),
    clean: () => one(WORDS),
  };
  const names = Object.keys(kinds);
  return Array.from({ length: count }, (_, place) => {
    const kind = names[place % names.length] ?? '';
    const isLarge = kind === 'images' && place % 60 === 0;
    const form = isLarge ? one(['json', 'form'] as const) : one(FORMS);
    const value = kinds[kind] ?? (() => '');
    const size = isLarge ? 1 : 1 + Math.floor(random() * (form === 'query' ? 2 : 6));
    const values = Array.from({ length: size }, () => value(place));
    return { kind, form, request: requestOf(form, [...values, one(WORDS)]) };
  });
}

function requestOf(form: Generated['form'], values: readonly string[]): Generated['request'] {
  const pairs = values.map((value, place) => [`field${place}`, value] as const);
  const encoded = new URLSearchParams(
    pairs.map(([name, value]): [string, string] => [name, value]),
  ).toString();
  if (form === 'query') return built('GET', `/export?${encoded}`, '', '');
  if (form === 'form') return built('POST', '/export', 'application/x-www-form-urlencoded', encoded);
  if (form === 'json') {
    return built('POST', '/export', 'application/json', JSON.stringify({ title: 'clip', frames: values }));
  }
  const parts = pairs.map(
    ([name, value]) => `--edge\r\nContent-Disposition: form-data; name="${name}"\r\n\r\n${value}\r\n`,
  );
  return built('POST', '/export', 'multipart/form-data; boundary=edge', `${parts.join('')}--edge--\r\n`);
}

function built(method: string, target: string, type: string, text: string): Generated['request'] {
  const body = Buffer.from(text);
  const headers: [string, string][] = [
    ['host', 'www.example.com'],
    ['user-agent', 'Mozilla/5.0'],
    ['accept', '*/*'],
  ];
  if (type !== '') headers.push(['content-type', type], ['content-length', String(body.length)]);
  const contentType = (type.split(';')[0] ?? '').trim();
  return { method, target, version: '1.1', ip: '198.51.100.7', headers, body, contentType };
}
