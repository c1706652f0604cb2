import { InputError } from '../../lib/errors';
import { decodeText } from '../../lib/rules-language/text/bytes';
import { compile } from '../../lib/rules-language/compile/compile';
import { fieldSlot } from '../../lib/rules-language/context/field-slots';
import type { Normalisation } from '../../lib/rules-language/context/normalise-path';
import { REQUEST_FIELDS } from '../../lib/rules-language/context/request-fields';
import type { SampleRequest } from '../../lib/rules-language/context/sample-request';
import { evaluate } from '../../lib/rules-language/evaluate/evaluate';
import { ExecutionContext } from '../../lib/rules-language/context/execution-context';
import { FIELDS } from '../../lib/rules-language/catalogue/fields';
import { parse } from '../../lib/rules-language/parse/parse';
import { Unknown } from '../../lib/rules-language/evaluate/unknown';
import type { Reading } from '../../lib/rules-language/evaluate/values';

const REQUEST: SampleRequest = {
  method: 'POST',
  url: 'https://Shop.example.com:443/%61//b/../c.MP3?q=1&q=a%20b&empty&x=y=z#part',
  headers: [
    ['User-Agent', 'curl/8'],
    ['X-Test', 'one'],
    ['x-test', 'two'],
    ['Cookie', 'a=1; b%20c=2=3'],
    ['Cookie', 'a=%41'],
    ['Accept-Language', 'de;q=0.7, en-GB, *;q=0.1, en;q=0.9'],
    ['Content-Type', 'application/x-www-form-urlencoded; charset=utf-8'],
  ],
  ip: '2001:db8::1',
  body: 'name=%C3%A9&name=é',
  time: new Date('2026-10-01T00:00:00.250Z'),
  version: 'HTTP/2',
  zonePlan: 'enterprise',
};

function read(name: string, request: SampleRequest = REQUEST): Reading {
  const slot = fieldSlot(name);
  if (slot === undefined) throw new Error(`unknown field ${name}`);
  return ExecutionContext.fromRequest(request).value(slot);
}

function map(entries: Readonly<Record<string, readonly string[]>>): ReadonlyMap<string, readonly string[]> {
  return new Map(Object.entries(entries));
}

test.each<[field: string, value: unknown]>([
  ['http.host', 'shop.example.com'],
  ['http.request.method', 'POST'],
  ['http.request.version', 'HTTP/2'],
  ['http.request.uri.path', '/a/c.MP3'],
  ['raw.http.request.uri.path', '/%61//b/../c.MP3'],
  ['http.request.uri.path.extension', 'mp3'],
  ['raw.http.request.uri.path.extension', 'mp3'],
  ['http.request.uri.query', 'q=1&q=a%20b&empty&x=y=z'],
  ['http.request.uri', '/a/c.MP3?q=1&q=a%20b&empty&x=y=z'],
  ['raw.http.request.uri', '/%61//b/../c.MP3?q=1&q=a%20b&empty&x=y=z'],
  ['http.request.full_uri', 'https://shop.example.com/a/c.MP3?q=1&q=a%20b&empty&x=y=z'],
  ['raw.http.request.full_uri', 'https://shop.example.com/%61//b/../c.MP3?q=1&q=a%20b&empty&x=y=z'],
  ['http.request.uri.args', map({ empty: [''], q: ['1', 'a%20b'], x: ['y=z'] })],
  ['http.request.uri.args.names', ['q', 'q', 'empty', 'x']],
  ['http.request.uri.args.values', ['1', 'a%20b', '', 'y=z']],
  ['http.user_agent', 'curl/8'],
  ['http.referer', ''],
  ['http.x_forwarded_for', ''],
  ['http.cookie', 'a=1; b%20c=2=3; a=%41'],
  ['http.request.cookies', map({ a: ['1', '%41'], 'b c': ['2=3'] })],
  ['http.request.accepted_languages', ['en-GB', 'en', 'de']],
  [
    'http.request.headers.names',
    ['Host', 'User-Agent', 'X-Test', 'x-test', 'Cookie', 'Cookie', 'Accept-Language', 'Content-Type'],
  ],
  ['http.request.headers.truncated', false],
  ['http.request.timestamp.sec', 1790812800],
  ['http.request.timestamp.msec', 250],
  ['http.request.body.size', 19],
  ['http.request.body.truncated', false],
  ['http.request.body.form', map({ name: ['%C3%A9', 'Ã©'] })],
  ['http.request.body.form.names', ['name', 'name']],
  ['ssl', true],
  ['ip.src', '\x20\x01\x0d\xb8\0\0\0\0\0\0\0\0\0\0\0\x01'],
  ['cf.edge.server_port', 443],
  ['cf.zone.plan', 'ENT'],
])('%s of a request', (field, value) => {
  expect(read(field)).toEqual(value);
});

test('the keys of headers are in lower case, repeated ones have several values', () => {
  const headers = read('http.request.headers') as ReadonlyMap<string, readonly string[]>;
  expect(headers.get('x-test')).toEqual(['one', 'two']);
  expect([...headers.keys()]).toEqual([
    'accept-language',
    'content-type',
    'cookie',
    'host',
    'user-agent',
    'x-test',
  ]);
});

test('text is the bytes of its UTF-8 form', () => {
  expect(decodeText(read('http.request.body.raw') as string)).toBe('name=%C3%A9&name=é');
});

test('each computed field has a value for this request', () => {
  const empty = Object.keys(REQUEST_FIELDS).filter(
    (name) => read(name) === undefined || read(name) instanceof Unknown,
  );
  expect(empty).toEqual([]);
});

test('each other field is unknown', () => {
  const others = Object.entries(FIELDS).filter(
    ([name, facts]) => !(name in REQUEST_FIELDS) && !('replacedBy' in facts),
  );
  expect(others.length).toBeGreaterThan(100);
  expect(others.filter(([name]) => !(read(name) instanceof Unknown))).toEqual([]);
});

// https://developers.cloudflare.com/ruleset-engine/rules-language/fields/reference/http.request.uri.path.extension/
test.each([
  ['/foo', ''],
  ['/foo.mp3', 'mp3'],
  ['/.mp3', ''],
  ['/.foo.mp3', 'mp3'],
  ['/foo.', ''],
  ['/foo.tar.bz2', 'bz2'],
  ['/foo.MP3', 'mp3'],
  ['/a.b/c', ''],
])('the extension of %s is %j', (path, extension) => {
  expect(read('http.request.uri.path.extension', { method: 'GET', url: `https://a${path}` })).toBe(extension);
});

test.each<[title: string, request: SampleRequest, field: string, value: unknown]>([
  ['a port that is not the default', { method: 'GET', url: 'https://a:8443/' }, 'http.host', 'a:8443'],
  [
    'the host header as sent',
    { method: 'GET', url: 'https://a/', headers: { Host: 'B:1' } },
    'http.host',
    'B:1',
  ],
  ['a URL without a path', { method: 'GET', url: 'http://a' }, 'raw.http.request.uri.path', '/'],
  ['a URL with only a query', { method: 'GET', url: 'http://a?b' }, 'raw.http.request.uri', '/?b'],
  [
    'the server as a whole',
    { method: 'OPTIONS', url: '*', headers: { host: 'a' } },
    'raw.http.request.uri.path',
    '*',
  ],
  ['no encryption', { method: 'GET', url: 'http://a' }, 'ssl', false],
  ['an address for a host', { method: 'GET', url: 'http://[2001:db8::8443]/' }, 'cf.edge.server_port', 80],
  ['a password', { method: 'GET', url: 'http://u:p@a/' }, 'http.host', 'a'],
  [
    'a path alone',
    { method: 'GET', url: '/a#b?c', headers: { host: 'a' } },
    'raw.http.request.uri',
    '/a#b?c',
  ],
  [
    'given encryption',
    { method: 'GET', url: '/', headers: { host: 'a' }, ssl: true },
    'http.request.full_uri',
    'https://a/',
  ],
  [
    'another normalisation',
    { method: 'GET', url: 'http://a/b\\c', normalisation: 'cloudflare' },
    'http.request.uri.path',
    '/b/c',
  ],
  [
    'no normalisation',
    { method: 'GET', url: 'http://a/%61//b', normalisation: 'off' },
    'http.request.uri.path',
    '/%61/b',
  ],
  ['slashes with the default one', { method: 'GET', url: 'http://a//b' }, 'http.request.uri.path', '/b'],
  ['slashes in the raw path', { method: 'GET', url: 'http://a//b' }, 'raw.http.request.uri.path', '//b'],
  ['a given field', { method: 'GET', url: 'http://a', fields: { 'cf.waf.score': 5 } }, 'cf.waf.score', 5],
  [
    'a given field in place of a computed one',
    { method: 'GET', url: 'http://a', fields: { ssl: true } },
    'ssl',
    true,
  ],
  [
    'bytes',
    { method: 'GET', url: 'http://a', fields: { 'cf.random_seed': Uint8Array.of(255) } },
    'cf.random_seed',
    '\xff',
  ],
  ['another body', { method: 'POST', url: 'http://a', body: '{}' }, 'http.request.body.form.names', []],
])('%s', (_title, request, field, value) => {
  expect(read(field, request)).toEqual(value);
});

test.each([
  ['http.request.full_uri', { method: 'GET', url: '/', headers: { host: 'a' } }],
  ['ssl', { method: 'GET', url: '/', headers: { host: 'a' } }],
  ['ip.src', { method: 'GET', url: 'http://a' }],
  ['http.request.version', { method: 'GET', url: 'http://a' }],
  ['http.request.body.raw', { method: 'POST', url: 'http://a' }],
])('%s is unknown if the request does not tell', (field, request) => {
  expect(read(field, request)).toEqual(new Unknown([{ kind: 'field', name: field }]));
});

test.each<[code: string, message: string, make: () => unknown]>([
  [
    'context/url',
    '`url` must be a URL with http or https, or a path, got: `ftp://a`',
    () => read('ssl', { method: 'GET', url: 'ftp://a' }),
  ],
  [
    'context/host',
    'a request needs a host, got: `/a` and no `host` header',
    () => read('ssl', { method: 'GET', url: '/a' }),
  ],
  [
    'context/address',
    '`ip` must be an IPv4 or IPv6 address, got: `10.0.0.0/8`',
    () => read('ssl', { method: 'GET', url: 'http://a', ip: '10.0.0.0/8' }),
  ],
  [
    'context/unknown-field',
    'unknown field, got: `http.hots`',
    () => ExecutionContext.fromFields({ 'http.hots': 'a' }),
  ],
  [
    'context/field-type',
    '`cf.waf.score` takes a whole number of 64 bits, got: `"5"`',
    () => ExecutionContext.fromFields({ 'cf.waf.score': '5' }),
  ],
  [
    'context/field-type',
    '`cf.waf.score` takes a whole number of 64 bits, got: `1.5`',
    () => ExecutionContext.fromFields({ 'cf.waf.score': 1.5 }),
  ],
  [
    'context/field-type',
    '`cf.waf.score` takes a whole number of 64 bits, got: `9223372036854775808`',
    () => ExecutionContext.fromFields({ 'cf.waf.score': 2n ** 63n }),
  ],
  [
    'context/field-type',
    '`ip.src` takes an IPv4 or IPv6 address, got: `"010.0.0.1"`',
    () => ExecutionContext.fromFields({ 'ip.src': '010.0.0.1' }),
  ],
  [
    'context/field-type',
    '`http.request.headers` takes an array, got: `"a"`',
    () => ExecutionContext.fromFields({ 'http.request.headers': { a: 'a' } }),
  ],
  [
    'context/field-type',
    '`http.request.headers` takes an object, got: `[]`',
    () => ExecutionContext.fromFields({ 'http.request.headers': [] }),
  ],
  [
    'context/list-item',
    'the items of a list are of one kind, got: `["10.0.0.1","a"]` for `$x`',
    () => ExecutionContext.fromFields({}, { lists: { x: ['10.0.0.1', 'a'] } }),
  ],
  [
    'context/list-item',
    'the items of a list are of one kind, got: `["10.0.0.0/33"]` for `$x`',
    () => ExecutionContext.fromFields({}, { lists: { x: ['10.0.0.0/33'] } }),
  ],
  [
    'context/list-item',
    'the items of a list are of one kind, got: `[1,"a"]` for `$x`',
    () => ExecutionContext.fromFields({}, { lists: { x: [1, 'a'] } }),
  ],
])('%s: %s', (code, message, make) => {
  let thrown: unknown;
  try {
    make();
  } catch (error) {
    thrown = error;
  }
  expect(thrown).toBeInstanceOf(InputError);
  expect(thrown).toMatchObject({
    code,
    summary: message,
    help: expect.stringMatching(/^(?:write|give|use|did you mean) /) as string,
  });
});

test('absent fields are empty as in production, where that is asked for', () => {
  const context = ExecutionContext.fromFields({}, { absent: 'empty' });
  const verdict = (text: string) => evaluate(compile(parse(text).expression), context).verdict;
  expect(verdict('http.referer eq ""')).toBe(true);
  expect(verdict('ssl')).toBe(false);
  expect(verdict('len(http.request.headers.names) eq 0')).toBe(true);
  expect(verdict('http.request.headers["a"][0] eq ""')).toBe(false);
  expect(verdict('cf.waf.score ne 1')).toBe(false);
});

describe('an exception for one path, on requests that an attacker may send', () => {
  const PATH = '/admin/tiktok-creator/export-mp4';
  const HOST = 'dashboard.example.com';
  const IDIOM = `(http.host eq "${HOST}" and http.request.method eq "POST" and http.request.uri.path eq "${PATH}" and raw.http.request.uri.path eq "${PATH}" and ssl and ip.src in {203.0.113.0/24 198.51.100.7 2001:db8::/48})`;
  const FORMS = [
    `http.request.uri contains "${PATH}"`,
    `http.request.uri.path contains "${PATH}"`,
    `starts_with(http.request.uri.path, "${PATH}")`,
    `http.request.uri.path eq "${PATH}"`,
    IDIOM,
  ].map((text) => compile(parse(text).expression));

  const context = (request: Partial<SampleRequest> = {}) =>
    ExecutionContext.fromRequest({
      method: 'POST',
      url: `https://${HOST}${PATH}`,
      ip: '203.0.113.9',
      ...request,
    });

  // Which form takes the request: the URI that contains the path, the path that contains it, the path that begins with
  // it, the exact path, and the exact path together with the raw one.
  test.each<[target: string, taken: string, normalisation: Normalisation]>([
    [PATH, 'uri contains, path contains, starts_with, eq, exact', 'rfc3986'],
    [`/wp-login.php?x=${PATH}`, 'uri contains', 'rfc3986'],
    [`/wp-login.php${PATH}`, 'uri contains, path contains', 'rfc3986'],
    [`/api/search${PATH}`, 'uri contains, path contains', 'rfc3986'],
    [`${PATH}-v2`, 'uri contains, path contains, starts_with', 'rfc3986'],
    [`${PATH}/delete`, 'uri contains, path contains, starts_with', 'rfc3986'],
    [`${PATH}/..%2f..%2fusers`, 'uri contains, path contains, starts_with', 'rfc3986'],
    [`${PATH}\\..\\..\\users`, 'uri contains, path contains, starts_with', 'rfc3986'],
    [`/vulnerable.php/..${PATH}`, 'uri contains, path contains, starts_with, eq', 'rfc3986'],
    [`/x;/..${PATH}`, 'uri contains, path contains, starts_with, eq', 'rfc3986'],
    [`${PATH}/../../users`, 'uri contains, path contains, starts_with', 'off'],
    [`${PATH}/../../users`, '', 'rfc3986'],
    [`${PATH}/`, 'uri contains, path contains, starts_with', 'rfc3986'],
    [`${PATH}?a=1`, 'uri contains, path contains, starts_with, eq, exact', 'rfc3986'],
    ['/admin/tiktok-creator/EXPORT-mp4', '', 'rfc3986'],
    ['/admin/tiktok-creator/%65xport-mp4', 'uri contains, path contains, starts_with, eq', 'rfc3986'],
    [`/${PATH}`, 'uri contains, path contains, starts_with, eq', 'rfc3986'],
  ])('%s is taken by: %s', (target, taken, normalisation) => {
    const subject = context({ url: `https://${HOST}${target}`, normalisation });
    const names = ['uri contains', 'path contains', 'starts_with', 'eq', 'exact'];
    const verdicts = FORMS.map((form) => evaluate(form, subject).verdict);
    expect(names.filter((_, index) => verdicts[index] === true).join(', ')).toBe(taken);
    expect(verdicts).not.toContain('unknown');
  });

  test.each<[title: string, request: Partial<SampleRequest>]>([
    ['another host', { url: `https://www.example.com${PATH}` }],
    ['another host header', { headers: { host: 'www.example.com' } }],
    ['the host with a port', { url: `https://${HOST}:8443${PATH}` }],
    ['another method', { method: 'GET' }],
    ['a method in lower case', { method: 'post' }],
    ['no encryption', { url: `http://${HOST}${PATH}` }],
    ['another caller', { ip: '198.51.100.8' }],
    ['a caller beside the network', { ip: '203.0.114.0' }],
    ['an IPv6 caller beside the network', { ip: '2001:db8:1::' }],
    ['an IPv4-mapped caller', { ip: '::ffff:203.0.113.9' }],
  ])('the exact form does not take %s', (_title, request) => {
    expect(evaluate(compile(parse(IDIOM).expression), context(request)).verdict).toBe(false);
  });

  test('without the address of the caller its verdict is unknown', () => {
    const subject = ExecutionContext.fromRequest({ method: 'POST', url: `https://${HOST}${PATH}` });
    expect(evaluate(compile(parse(IDIOM).expression), subject)).toEqual({
      verdict: 'unknown',
      needs: [{ kind: 'field', name: 'ip.src' }],
    });
  });
});
