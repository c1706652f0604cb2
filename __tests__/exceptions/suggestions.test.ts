import { runInNewContext } from 'node:vm';
import { InputError, IpList, Path, type RequestMatch, Skip, type WafExceptionProps } from '../../lib';
import { requireName } from '../../lib/exceptions';
import { compile, evaluate, ExecutionContext, parse } from '../../lib/rules-language';
import { Random } from '../rules-language/support/random';
import { define, REQUEST } from '../support/exceptions';
import { rounds } from '../support/rounds';

/*
 * A suggestion is copied by whoever reads it. So each is taken by the prop that made it, is for requests that clients send
 * for what was written, and for no other.
 */

const ROUNDS = rounds(300);

/** What a help says to write, as values: the texts of its "did you mean", and the code of its "write". */
function suggestedBy(help: string): readonly unknown[] {
  const texts = [...help.matchAll(/did you mean `([^`]*)`(?: or `([^`]*)`)?/g)].flatMap(([, one, other]) =>
    [one, other].filter((text) => text !== undefined),
  );
  const code = [
    ...help.matchAll(/(?:Path\.(?:pattern|exact|under)|IpList\.fromName)\('(?:[^'\\]|\\.)*'\)/g),
  ].map(([text]) => runInNewContext(text, { Path, IpList }) as unknown);
  return [...texts, ...code];
}

/** The help for a request that is refused; `undefined` for one that is taken. */
function helpFor(props: Partial<WafExceptionProps>): string | undefined {
  try {
    define(props);
    return undefined;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.help;
  }
}

const helpForRequest = (request: Partial<RequestMatch>) => helpFor({ request: { ...REQUEST, ...request } });

function isMet(request: Partial<RequestMatch>, sent: { url: string; host?: string }): boolean {
  const { expression } = define({ request: { ...REQUEST, ...request } }).rule;
  const { verdict } = evaluate(
    compile(parse(expression).expression),
    ExecutionContext.fromRequest({
      method: 'POST',
      url: sent.url,
      headers: [['host', sent.host ?? 'app.example.com']],
      ssl: true,
      ip: '192.0.2.1',
      time: new Date('2026-06-01T12:00:00Z'),
    }),
  );
  return verdict === true;
}

const SEGMENTS = [
  'a',
  'export',
  'a b',
  "it's",
  'ü',
  '%7Ex',
  '%2f',
  'x;y',
  'A',
  '..',
  '.',
  '',
  'index.php',
  'app.example.com',
  '<int:id>',
  '<id>',
  '{id}',
  ':id',
  '$id',
  '[id]',
  '[...rest]',
  '{path:path}',
  '*',
  '**',
  'a*',
  '100%',
  '\\x',
  '"',
];
const ENDS = ['', '', '', '/', '?a=1', '?a=1&a=2', '?wc-api=x&v=2', '#top', '?', '?q=a b', "?q='"];
const BEGINNINGS = ['/', '/', '/', '', '//', 'https://app.example.com/', 'HTTP://app.example.com/'];

function randomPath(random: Random): string {
  return `${random.pick(BEGINNINGS)}${random.list(1, 3, () => random.pick(SEGMENTS)).join('/')}${random.pick(ENDS)}`;
}

test('a path that is suggested is taken, and is the one that clients send', () => {
  const random = new Random(12);
  let suggested = 0;
  for (let round = 0; round < ROUNDS; round++) {
    const given = randomPath(random);
    for (const form of ['string', 'exact', 'under', 'pattern'] as const) {
      const help = helpOfPath(form, given);
      if (help === undefined) continue;
      const query = /query: (\{.*\})$/.exec(help)?.[1];
      const [, written] = /write path: ('(?:[^'\\]|\\.)*')/.exec(help) ?? [];
      const values = written === undefined ? suggestedBy(help) : [runInNewContext(written) as string];
      for (const value of values) {
        suggested++;
        const path = value as string | Path;
        const request: Partial<RequestMatch> = {
          path,
          ...(query !== undefined && { query: runInNewContext(`(${query})`) as Record<string, string> }),
        };
        const title = `${form} ${given}: ${help}`;
        const refused = helpForRequest(request);
        if (refused !== undefined) throw new Error(`${title}, which is refused: ${refused}`);
        if (typeof path === 'string' && !isMet(request, { url: sentFor(given) }))
          throw new Error(`${title}, which ${sentFor(given)} does not use`);
        // What was written asks for a query, so a request without one is another request.
        if (/\?[^#]/.test(given) && typeof path === 'string' && isMet(request, { url: path }))
          throw new Error(`${title}, which drops the query`);
      }
    }
  }
  expect(suggested).toBeGreaterThan(ROUNDS / 10);
});

function helpOfPath(form: 'string' | 'exact' | 'under' | 'pattern', text: string): string | undefined {
  try {
    return helpForRequest({ path: form === 'string' ? text : Path[form](text) });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.help;
  }
}

/** What a client sends for a path that somebody wrote. */
function sentFor(given: string): string {
  const absolute = /^https?:/i.test(given) ? given : `https://app.example.com/${given.replace(/^\//, '')}`;
  const { pathname, search } = new URL(absolute);
  return `${pathname}${search}`;
}

const HOSTS = [
  'https://app.example.com',
  'App.Example.com',
  'app.example.com.',
  ' app.example.com',
  'app.example.com/x',
  '*.example.com',
  'https://panel.example.com:2083/x',
  'panel.example.com:2083',
  'app.example.com:443',
  'app.example.com:8080',
  'app.example.com:81',
  'bücher.example.com',
  'app_1.example.com',
  '203.0.113.7',
  '1.2',
  'localhost',
  'app..example.com',
  'user@app.example.com',
  'app.example.com:8443.',
  'https://',
  '',
  'APP.example.com:2096',
  'app.example.com?x',
  '[2001:db8::1]',
  'http://app.example.com:80/',
];

test.each(HOSTS)('a host that is suggested for %j is taken, and is the one that clients name', (given) => {
  for (const value of suggestedBy(helpForRequest({ host: given }) ?? '')) {
    const host = value as string;
    expect([host, helpForRequest({ host })]).toEqual([host, undefined]);
    const { host: sent } = new URL(
      /^\w+:/.test(given) && !/^[^/]*:\d/.test(given) ? given : `https://${given.trim()}`,
    );
    expect(host).toBe(sent.replace(/\.(?=$|:)/, ''));
  }
});

test.each(['post', 'Post ', 'POST/PUT', '', 'PROPFIND ', 'get', '12', 'P OST'])(
  'a method that is suggested for %j is the same in upper case',
  (given) => {
    for (const method of suggestedBy(helpForRequest({ method: given }) ?? '') as string[]) {
      expect([method, helpForRequest({ method })]).toEqual([given.trim().toUpperCase(), undefined]);
    }
  },
);

test.each(['a b', 'ü', 'a&b', '"x"', '<a>', 'a#b', '\ud800', 'a b&c', "'"])(
  'a query value that is suggested for %j is taken, and is what clients send for it',
  (given) => {
    for (const value of suggestedBy(helpForRequest({ query: { q: given } }) ?? '') as string[]) {
      expect([value, helpForRequest({ query: { q: value } })]).toEqual([value, undefined]);
      expect(new URLSearchParams(`q=${value}`).get('q')).toBe(given);
    }
  },
);

test.each([
  '203.0.113.7/24',
  '2001:DB8::1',
  '2001:db8:0::1',
  '::ffff:203.0.113.7',
  '203.0.113.07',
  '10',
  '2130706433',
  'office',
  '$office',
  '203.0.113.1-203.0.113.9',
  '203.0.113.7 ',
  '2001:db8::1/64',
  'a'.repeat(60),
  '0.0.0.0/0',
  '203.0.113.7/33',
])('an address that is suggested for %j is taken', (given) => {
  for (const value of suggestedBy(helpForRequest({ from: [given] }) ?? '')) {
    const from = typeof value === 'string' ? [value] : (value as { readonly listName: string });
    expect([value, helpForRequest({ from })]).toEqual([value, undefined]);
  }
});

test.each([
  '2027-03-31T22:00+01:00',
  '2027-03-31 22:00Z',
  '2027-03-31T22:00:30.000Z',
  '2027-02-30',
  '31.03.2027',
  '2027-03-31T24:00Z',
  '0000-01-01T00:00+05:00',
  '9999-12-31T23:00-05:00',
  '2027-02-30T10:00+01:00',
])('a moment that is suggested for %j is taken, and is the same', (given) => {
  for (const prop of ['starts', 'expires'] as const) {
    for (const value of suggestedBy(helpFor({ expires: '9999-12-30', [prop]: given }) ?? '') as string[]) {
      expect(helpFor({ starts: '2026-01-01', expires: '9999-12-31', [prop]: value })).toBeUndefined();
      expect(Date.parse(value)).toBe(Date.parse(given.replace(' ', 'T')));
    }
  }
});

test.each([
  'ratelimit',
  'http_rate_limit',
  'sbfm',
  'botFightMode',
  'BIC',
  'hotlink',
  'waf ',
  'http_request',
  'managedRules',
  'zoneLock',
  'securitylevel',
  'access',
  'ddos',
  'uablok',
  'http_request_firewall_custom',
  'Browser Integrity Check',
])('a protection that is suggested for %j is taken, and is not more than managed rules', (given) => {
  const help = helpOfFeature(given) ?? '';
  for (const value of suggestedBy(help) as string[]) {
    expect([value, helpOfFeature(value)]).toEqual([value, undefined]);
    // Previous versions are named by nobody who means those of today.
    if (value === 'waf' || value === 'rateLimit') expect(given.trim()).toBe(value);
  }
});

function helpOfFeature(feature: string): string | undefined {
  try {
    return helpFor({ skip: Skip.features(feature as 'bic') });
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return error.help;
  }
}

test.each(['Export', 'exportMP4', 'a_b', '--', 'a--b', 'x'.repeat(80), 'ü', '-a', '9a', 'export mp4!'])(
  'a name that is suggested for %j is taken',
  (given) => {
    let help = '';
    try {
      requireName('namespace', given);
    } catch (error) {
      help = (error as InputError).help;
    }
    for (const value of suggestedBy(help) as string[]) {
      expect(() => {
        requireName('namespace', value);
      }).not.toThrow();
    }
  },
);

test.each(['$office', 'Office Egress', '', '!!!', 'a'.repeat(60), '$cf.malware', 'ü'])(
  'a list name that is suggested for %j is taken',
  (given) => {
    const help = helpForRequest({ from: { listName: given } }) ?? '';
    for (const listName of suggestedBy(help) as string[]) {
      expect([listName, helpForRequest({ from: { listName } })]).toEqual([listName, undefined]);
    }
  },
);
