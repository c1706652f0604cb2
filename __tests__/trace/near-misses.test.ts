import { nearMisses } from '../../lib/trace';
import type { SampleRequest } from '../../lib/testing';

const HOST = 'https://dashboard.example.com';
const at = (path: string) => ({ url: `${HOST}${path}` });
const EXPORT: SampleRequest = { method: 'POST', ...at('/admin/export?format=mp4'), ip: '203.0.113.7' };
const SAME = ' (normalised: the same path)';

/** Each miss with what differs from the request. */
const differences = (request: SampleRequest) =>
  nearMisses(request).map(({ title, differsIn, request: miss }) => {
    const changed = Object.entries(miss).filter(
      ([key, value]) => value !== request[key as keyof SampleRequest],
    );
    return [title, differsIn, Object.fromEntries(changed)];
  });
const titles = (request: SampleRequest) => nearMisses(request).map(({ title }) => title);

test('each differs from the request in one thing', () => {
  expect(differences(EXPORT)).toEqual([
    ['method GET', 'method', { method: 'GET' }],
    ['method PUT', 'method', { method: 'PUT' }],
    ['method DELETE', 'method', { method: 'DELETE' }],
    ['method in lower case', 'method', { method: 'post' }],
    ['trailing slash', 'path', at('/admin/export/?format=mp4')],
    [`double slash${SAME}`, 'path', at('//admin/export?format=mp4')],
    [`dot segments before it${SAME}`, 'path', at('/vulnerable.php/../admin/export?format=mp4')],
    [`encoded dot segments${SAME}`, 'path', at('/vulnerable.php/%2e%2e/admin/export?format=mp4')],
    [`path parameter and dot segments before it${SAME}`, 'path', at('/x;/../admin/export?format=mp4')],
    [`encoded letter${SAME}`, 'path', at('/%61dmin/export?format=mp4')],
    ['encoded slash', 'path', at('/admin%2Fexport?format=mp4')],
    ['encoded slashes behind it', 'path', at('/admin/export/..%2f..%2fusers?format=mp4')],
    ['backslashes behind it', 'path', at('/admin/export\\..\\..\\users?format=mp4')],
    ['another case', 'path', at('/Admin/export?format=mp4')],
    ['sibling path', 'path', at('/admin/export-v2?format=mp4')],
    ['child path', 'path', at('/admin/export/delete?format=mp4')],
    ['parent path', 'path', at('/admin?format=mp4')],
    ['inside another path', 'path', at('/wp-login.php/admin/export?format=mp4')],
    ['path in the query', 'path', at('/wp-login.php?x=/admin/export')],
    ['another host', 'host', { url: 'https://www.example.com/admin/export?format=mp4' }],
    ['subdomain of the host', 'host', { url: 'https://x.dashboard.example.com/admin/export?format=mp4' }],
    ['plain http', 'scheme', { url: 'http://dashboard.example.com/admin/export?format=mp4' }],
    ['the next lower address', 'caller', { ip: '203.0.113.6' }],
    ['the next higher address', 'caller', { ip: '203.0.113.8' }],
    ['the next lower network', 'caller', { ip: '203.0.112.7' }],
    ['the next higher network', 'caller', { ip: '203.0.114.7' }],
    ['a caller elsewhere', 'caller', { ip: '198.51.100.7' }],
    ['an IPv6 caller', 'caller', { ip: '2001:db8::7' }],
    ['the address mapped into IPv6', 'caller', { ip: '::ffff:203.0.113.7' }],
  ]);
});

test.each<[string, SampleRequest]>([
  ['the root', { method: 'GET', url: 'https://example.com', ip: '0.0.0.0' }],
  ['a path of one letter', { method: 'get', url: 'http://www.example.com/a/', ip: '255.255.255.255' }],
  ['IPv6', { method: 'PATCH', url: 'https://example.com/%61/', ip: '2001:db8::1' }],
  ['digits', { method: 'POST', url: '/1/2?x', headers: { host: 'example.com' }, ip: '198.51.100.1' }],
])('no two are the same, and none is the request: %s', (_title, request) => {
  const misses = [request, ...nearMisses(request).map(({ request: miss }) => miss)];
  expect(new Set(misses.map((miss) => JSON.stringify(miss))).size).toBe(misses.length);
});

test.each<[string, Partial<SampleRequest>, string, object]>([
  ['a trailing slash', at('/a/'), 'no trailing slash', at('/a')],
  ['a capital letter', at('/Admin'), 'another case', at('/admin')],
  [
    'the host www',
    { url: 'https://www.example.com/a' },
    'another host',
    { url: 'https://other.example.com/a' },
  ],
  [
    'a domain of two labels',
    { url: 'https://example.com/a' },
    'another host',
    { url: 'https://www.example.com/a' },
  ],
  ['plain http', { url: 'http://example.com/a' }, 'https', { url: 'https://example.com/a' }],
  [
    '`ssl` of its own',
    { ...at('/a'), ssl: true },
    'plain http',
    { url: 'http://dashboard.example.com/a', ssl: false },
  ],
  ['an IPv6 caller', { ip: '2001:db8::1' }, 'the next higher address', { ip: '2001:db8::2' }],
  ['an IPv6 caller', { ip: '2001:db8::1' }, 'an IPv4 caller', { ip: '198.51.100.7' }],
  ['an IPv6 caller', { ip: '2001:db8::1' }, 'a caller elsewhere', { ip: '2001:db8:ffff::7' }],
  [
    'a caller among the addresses for examples',
    { ip: '198.51.100.9' },
    'a caller elsewhere',
    { ip: '192.0.2.7' },
  ],
  [
    'a Host header',
    { headers: { Host: 'a.example.com', accept: '*/*' } },
    'another host',
    {
      url: 'https://www.example.com/admin/export?format=mp4',
      headers: { Host: 'www.example.com', accept: '*/*' },
    },
  ],
  [
    'a Host header in a list',
    { headers: [['host', 'a.example.com']] },
    'subdomain of the host',
    {
      url: 'https://x.dashboard.example.com/admin/export?format=mp4',
      headers: [['host', 'x.a.example.com']],
    },
  ],
])('with %s', (_title, given, title, expected) => {
  const request = { ...EXPORT, ...given };
  expect(differences(request).find(([name]) => name === title)?.[2]).toEqual(expected);
});

test('the root has no sibling, and no miss is another host by accident', () => {
  const root: SampleRequest = { method: 'GET', url: 'https://app.example.com/' };
  expect(titles(root)).not.toContain('sibling path');
  expect(
    nearMisses(root)
      .filter(({ differsIn }) => differsIn !== 'host')
      .map(({ request }) => new URL(request.url).host),
  ).toEqual(nearMisses(root).flatMap(({ differsIn }) => (differsIn === 'host' ? [] : 'app.example.com')));
});

test('what is not given is not varied', () => {
  const bare = titles({ method: 'GET', url: '/admin/export', headers: { host: 'example.com' } });
  expect(bare).not.toContain('another host');
  expect(bare).not.toContain('plain http');
  expect(bare).not.toContain('a caller elsewhere');
  expect(bare).toContain('child path');
  expect(titles({ method: 'OPTIONS', url: '*', headers: { host: 'example.com' } })).toEqual([
    'method GET',
    'method POST',
    'method PUT',
    'method DELETE',
    'method in lower case',
  ]);
});

test('the normalisation of the zone decides what is the same path', () => {
  const off = nearMisses({ ...EXPORT, normalisation: 'off' }).filter(({ title }) => title.endsWith(SAME));
  expect(off.map(({ title }) => title)).toEqual([`double slash${SAME}`]);
});
