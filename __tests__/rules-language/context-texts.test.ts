import { ExecutionContext, type SampleRequest } from '../../lib/rules-language';

const REQUEST: SampleRequest = { method: 'GET', url: 'https://a.test/' };

/** Every value of a request that is a text, with the half of a surrogate pair in it. */
const PLACES: Readonly<Record<string, (half: string) => Partial<SampleRequest>>> = {
  '`method`': (half) => ({ method: `GE${half}` }),
  '`url`': (half) => ({ url: `https://a.test/x?${half}` }),
  'a name in `headers`': (half) => ({ headers: { [`x-${half}`]: 'a' } }),
  'the header `x-a`': (half) => ({ headers: { 'x-a': ['b', half] } }),
  'the header `host`': (half) => ({ headers: [['host', half]] }),
  '`body`': (half) => ({ body: `a${half}b` }),
  '`version`': (half) => ({ version: half }),
  '`http.referer`': (half) => ({ fields: { 'http.referer': half } }),
  '`http.request.headers`': (half) => ({ fields: { 'http.request.headers': { a: [half] } } }),
  'a key of `http.request.headers`': (half) => ({ fields: { 'http.request.headers': { [half]: ['a'] } } }),
  '`http.request.headers.names`': (half) => ({ fields: { 'http.request.headers.names': ['a', half] } }),
  'an item of `$hosts`': (half) => ({ lists: { hosts: ['a.test', `b${half}.test`] } }),
};

/** The first and the second half alone, and both in the wrong order. */
const HALVES = ['\ud83d', '\ude00', '\ude00\ud83d'];

test.each(Object.entries(PLACES))('half of a surrogate pair in %s is refused, and named', (what, given) => {
  for (const half of HALVES) {
    expect(() => ExecutionContext.fromRequest({ ...REQUEST, ...given(half) })).toThrow(
      expect.objectContaining({
        code: 'context/text',
        summary: expect.stringMatching(
          new RegExp(`^${what.replaceAll('$', '\\$')} holds half of a surrogate pair, .*\\\\u\\{d[89a-f]`),
        ) as string,
      }) as Error,
    );
  }
  expect(() => ExecutionContext.fromRequest({ ...REQUEST, ...given('\ud83d\ude00') })).not.toThrow();
});

test('so is one in a host, which no client sends', () => {
  expect(() => ExecutionContext.fromRequest({ ...REQUEST, url: 'https://\ud83d.test/' })).toThrow(
    '`url` holds half of a surrogate pair',
  );
});

test('fields that are taken as they are are read in the same way', () => {
  expect(() => ExecutionContext.fromFields({ 'http.host': '\ud800' })).toThrow('`http.host` holds half');
});

test.each<[string, object]>([
  ['`method` must be a text, got: `1`', { method: 1 }],
  ['`url` must be a text, got: `null`', { url: null }],
  ['the header `x-a` must be a text, got: `1`', { headers: { 'x-a': [1] } }],
  ['`version` must be a text, got: `2`', { version: 2 }],
  ['`zonePlan` must be a text, got: `5`', { zonePlan: 5 }],
  ['`body` must be a text or a Uint8Array, got: `5`', { body: 5 }],
  ['`ip` must be an IPv4 or IPv6 address, got: `5`', { ip: 5 }],
  ['the header `x-a` must be a text, got: `5`', { headers: { 'x-a': 5 } }],
  ['an item of `$hosts` must be a text, got: `null`', { lists: { hosts: [null] } }],
  ['`time` must be a Date, got: `2026-01-01`', { time: '2026-01-01' }],
  ['`http.host` takes a text or a Uint8Array, got: `undefined`', { fields: { 'http.host': undefined } }],
  ['`http.request.headers` takes an object, got: `null`', { fields: { 'http.request.headers': null } }],
])('JavaScript gives it something else: %s', (message, given) => {
  expect(() => ExecutionContext.fromRequest({ ...REQUEST, ...given })).toThrow(message);
});
