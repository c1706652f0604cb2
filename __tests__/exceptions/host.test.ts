import { Host } from '../../lib';
import { requireHostname, requireHostInZone } from '../../lib/exceptions';
import { refusalOf } from '../support/refusal';
import { defineRequest } from '../support/exceptions';

const label = (length: number) => 'a'.repeat(length);
/** A host name of this many characters: labels of 61 characters and a rest. */
const longName = (length: number) => `${`${label(61)}.`.repeat(4)}${label(length - 4 * 62)}`;

test.each([
  ['a domain', 'example.com'],
  ['a subdomain', 'app.example.com'],
  ['digits and hyphens', '1-2.example.com'],
  ['a punycode name', 'xn--bcher-kva.example'],
  ['a label of 63 characters', `${label(63)}.com`],
  ['a name of 253 characters', longName(253)],
])('takes %s', (_title, host) => {
  requireHostname('host', host);
  expect(defineRequest({ host }).rule.expression).toContain(`http.host eq "${host}"`);
});

const address = 'write the domain name that clients use, such as `app.example.com`';
const bare = 'write it without scheme and path, such as `app.example.com`';
test.each([
  ['a number, which is no address', '0123', 'write the whole name, such as `0123.example.com`'],
  ['a scheme before an address', 'http://192.0.2.1', address],
  ['a scheme', 'https://app.example.com', 'did you mean `app.example.com`?'],
  [
    'a scheme, a port and a path',
    'HTTP://App.example.com:8080/a?b#c',
    'did you mean `app.example.com:8080`?',
  ],
  ['a scheme and its port', 'https://app.example.com:443/', 'did you mean `app.example.com`?'],
  ['a port that Cloudflare does not proxy behind a scheme', 'https://app.example.com:9999', bare],
  ['a port that is none', 'app.example.com:https', bare],
  ['a path', 'app.example.com/export', 'did you mean `app.example.com`?'],
  ['upper case', 'App.Example.com', 'did you mean `app.example.com`?'],
  ['a final dot', 'app.example.com.', 'did you mean `app.example.com`?'],
  ['blanks around', ' app.example.com ', 'did you mean `app.example.com`?'],
  ['letters outside ASCII', 'bücher.example', 'did you mean `xn--bcher-kva.example`?'],
  ['a wildcard', '*.example.com', 'name each host: wildcards are not supported'],
  ['nothing', '', bare],
  ['one label', 'localhost', 'write the whole name, such as `localhost.example.com`'],
  ['an IPv4 address', '203.0.113.7', address],
  ['an IPv6 address', '[2001:db8::1]', address],
  ['an IPv6 address without brackets', '2001:db8::1', address],
  ['an underscore', 'my_app.example.com', bare],
  ['a label that starts with a hyphen', '-app.example.com', bare],
  ['a label that ends with a hyphen', 'app-.example.com', bare],
  ['an empty label', 'app..example.com', bare],
  ['a label of 64 characters', `${label(64)}.com`, bare],
  ['two hosts', 'a.example.com,b.example.com', bare],
])('refuses %s', (_title, host, help) => {
  const shown = host.length > 120 ? `${host.slice(0, 120)}...` : host;
  expect(refusalOf(() => defineRequest({ host }))).toEqual({
    code: 'host/syntax',
    message: `\`host\` must be one bare lower-case domain name, got: \`${shown}\``,
    help,
  });
});

test('refuses a name of 254 characters', () => {
  expect(
    refusalOf(() => {
      requireHostname('zone', longName(254));
    }),
  ).toEqual({
    code: 'host/syntax',
    message: `\`zone\` must be one bare lower-case domain name, got: \`${longName(254).slice(0, 120)}...\``,
    help: 'write it without scheme, port and path, such as `app.example.com`',
  });
});

describe('with a port', () => {
  test.each([
    ['panel.example.com:2083', 'https'],
    ['panel.example.com:8443', 'https'],
    ['panel.example.com:2083', 'any'],
    ['panel.example.com:8080', 'any'],
  ] as const)('takes %s with the scheme %s', (host, scheme) => {
    expect(defineRequest({ host, scheme }).rule.expression).toContain(`http.host eq "${host}"`);
  });

  test.each([
    ['app.example.com:443', 'host/default-port', 'write `app.example.com`'],
    ['app.example.com:80', 'host/default-port', 'write `app.example.com`'],
    [
      'app.example.com:9999',
      'host/port',
      'name one of 2053, 2083, 2087, 2096, 8443, 8080, 8880, 2052, 2082, 2086, 2095, or no port for 80 and 443',
    ],
    [
      'app.example.com:8080',
      'host/port-scheme',
      "write scheme: 'any', or a port of HTTPS: 443, 2053, 2083, 2087, 2096, 8443",
    ],
  ])('refuses %s', (host, code, help) => {
    expect(refusalOf(() => defineRequest({ host }))).toMatchObject({ code, help });
  });

  test('a zone has none', () => {
    expect(
      refusalOf(() => {
        requireHostname('zone', 'example.com:2083');
      }),
    ).toMatchObject({ help: 'did you mean `example.com`?' });
  });
});

test('takes several hosts', () => {
  expect(defineRequest({ host: ['a.example.com', 'b.example.com'] }).rule.expression).toContain(
    'http.host in {"a.example.com" "b.example.com"}',
  );
});

test.each([
  ['none', [], 'host/empty', 'name each host that needs the exception'],
  ['one twice', ['a.example.com', 'a.example.com'], 'host/duplicate', 'remove one of them'],
])('refuses a list with %s', (_title, host, code, help) => {
  expect(refusalOf(() => defineRequest({ host }))).toMatchObject({ code, help });
});

describe('in a zone', () => {
  test.each([
    ['app.exmple.com', 'did you mean `app.example.com`? If not, declare'],
    ['app.exampel.com:8443', 'did you mean `app.example.com:8443`? If not, declare'],
    ['app.example.org', 'correct the host, or declare'],
    ['app.customer.com', 'correct the host, or declare'],
  ])('the cure for %s begins with what is meant', (host, help) => {
    expect(
      refusalOf(() => {
        requireHostInZone(Host.from(host), 'example.com');
      }).help,
    ).toMatch(new RegExp(`^${help.replace(/[?.]/g, '\\$&')}`));
  });

  test('a custom hostname may be of another', () => {
    expect(() => {
      requireHostInZone(Host.customHostname('shop.customer.example'), 'example.com');
    }).not.toThrow();
  });

  test.each(['example.com', 'app.example.com', 'a.b.example.com', 'app.example.com:8443'])(
    'takes %s',
    (host) => {
      expect(() => {
        requireHostInZone(Host.from(host), 'example.com');
      }).not.toThrow();
    },
  );

  test.each(['example.org', 'badexample.com', 'example.com.evil.net'])('refuses %s', (host) => {
    expect(
      refusalOf(() => {
        requireHostInZone(Host.from(host), 'example.com');
      }),
    ).toEqual({
      code: 'host/zone',
      message: `\`host\` must be in the zone \`example.com\`, got: \`${host}\``,
      help: expect.stringMatching(
        `^(?:correct the host, or|did you mean \`[a-z.]+\`\\? If not,) declare the exception in the ZoneWaf of its own zone; a custom hostname of Cloudflare for SaaS is Host\\.customHostname\\('${host}'\\), or name the zone by Zone\\.fromId without its domain$`,
      ) as string,
    });
  });
});
