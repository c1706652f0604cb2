import type { ZonePlan } from '../../lib/cloudflare';
import {
  compile,
  evaluate,
  ExecutionContext,
  parse,
  type SampleRequest,
  type Verdict,
} from '../../lib/rules-language';

const KB = 1024;
const FORM = { 'content-type': 'application/x-www-form-urlencoded' };

function verdictOf(expression: string, request: Partial<SampleRequest>): Verdict {
  const context = ExecutionContext.fromRequest({ method: 'POST', url: 'https://a.test/export', ...request });
  return evaluate(compile(parse(expression).expression), context).verdict;
}

/** A body with a mark at the very end. */
function bodyOf(bytes: number): string {
  return `HEAD${'x'.repeat(bytes - 8)}TAIL`;
}

const TAIL = 'http.request.body.raw contains "TAIL"';
const HEAD = 'http.request.body.raw contains "HEAD"';
const TRUNCATED = 'http.request.body.truncated';

test.each<[title: string, request: Partial<SampleRequest>, truncated: Verdict, tail: Verdict]>([
  ['128 KB on Enterprise', { zonePlan: 'enterprise', body: bodyOf(128 * KB) }, false, true],
  ['a byte more', { zonePlan: 'enterprise', body: bodyOf(128 * KB + 1) }, true, false],
  ['2 MB on Enterprise', { zonePlan: 'enterprise', body: bodyOf(2048 * KB) }, true, false],
  ['1 MB on Free', { zonePlan: 'free', body: bodyOf(1024 * KB) }, false, true],
  ['a byte more on Free', { zonePlan: 'free', body: bodyOf(1024 * KB + 1) }, true, false],
  ['2 MB on nobody knows which plan', { body: bodyOf(2048 * KB) }, 'unknown', 'unknown'],
  ['128 KB on nobody knows which plan', { body: bodyOf(128 * KB) }, false, true],
  ['a small body on Pro', { zonePlan: 'pro', body: bodyOf(100) }, 'unknown', 'unknown'],
  ['no body on Pro', { zonePlan: 'pro', body: '' }, false, false],
  [
    'a contract for 1 MB',
    { zonePlan: 'enterprise', bodyLimit: 1024 * KB, body: bodyOf(1024 * KB) },
    false,
    true,
  ],
  [
    'more than it',
    { zonePlan: 'enterprise', bodyLimit: 1024 * KB, body: bodyOf(1024 * KB + 1) },
    true,
    false,
  ],
  ['a limit on Business', { zonePlan: 'business', bodyLimit: 10, body: bodyOf(20) }, true, false],
  ['a limit of nothing', { bodyLimit: 0, body: bodyOf(20) }, true, false],
  ['bytes', { bodyLimit: 10, body: Buffer.from(bodyOf(20)) }, true, false],
  ['nobody knows which body', { zonePlan: 'enterprise' }, 'unknown', 'unknown'],
])('%s', (_title, request, truncated, tail) => {
  expect(verdictOf(TRUNCATED, request)).toBe(truncated);
  expect(verdictOf(TAIL, request)).toBe(tail);
});

test('the size is that of the whole body, and all else sees the part before the limit', () => {
  const request = { bodyLimit: 10, body: 'a=1&b=2&tail=3', headers: FORM } as const;
  const sees = (expression: string) => verdictOf(expression, request);
  expect(sees('http.request.body.size eq 14')).toBe(true);
  expect(sees('http.request.body.raw eq "a=1&b=2&ta"')).toBe(true);
  expect(sees('len(http.request.body.raw) eq 10')).toBe(true);
  expect(sees('http.request.body.form["b"][0] eq "2"')).toBe(true);
  expect(sees('any(http.request.body.form.names[*] eq "tail")')).toBe(false);
  expect(sees('any(http.request.body.form.values[*] eq "3")')).toBe(false);
});

test.each<[ZonePlan | undefined]>([['pro'], ['business'], [undefined]])(
  'where the limit of the plan %s is not known, nothing but the size of a large body is',
  (plan) => {
    const request = {
      ...(plan !== undefined && { zonePlan: plan }),
      body: `a=1&b=${'x'.repeat(2048 * KB)}`,
      headers: FORM,
    };
    const sees = (expression: string) => verdictOf(expression, request);
    expect(sees('http.request.body.size gt 2000000')).toBe(true);
    expect(sees('len(http.request.body.raw) gt 0')).toBe('unknown');
    expect(sees('http.request.body.form["a"][0] eq "1"')).toBe('unknown');
    expect(sees('any(http.request.body.form.names[*] eq "a")')).toBe('unknown');
    expect(sees('any(http.request.body.form.values[*] eq "1")')).toBe('unknown');
    expect(sees('not http.request.body.truncated')).toBe('unknown');
  },
);

test('a hash, a length and a JSON lookup are those of the part that rules see', () => {
  const request = { bodyLimit: 4, body: '{"a":"b"}' };
  expect(verdictOf('lookup_json_string(http.request.body.raw, "a") eq "b"', request)).toBe(false);
  expect(
    verdictOf('lookup_json_string(http.request.body.raw, "a") eq "b"', { ...request, bodyLimit: 9 }),
  ).toBe(true);
});

test('a body that is not in the way leaves other conditions as they are', () => {
  const expression = `http.request.method eq "GET" and ${HEAD}`;
  expect(verdictOf(expression, { body: bodyOf(2048 * KB) })).toBe(false);
});

test('what is missing is said, with the reason', () => {
  const context = ExecutionContext.fromRequest({
    method: 'POST',
    url: 'https://a.test/',
    body: bodyOf(200 * KB),
  });
  expect(evaluate(compile(parse(TAIL).expression), context).needs).toEqual([
    {
      kind: 'field',
      name: 'http.request.body.raw',
      reason:
        'how much of a body of this size the rules see depends on the plan of the zone, or on its contract',
    },
  ]);
});

function headers(count: number): readonly (readonly [string, string])[] {
  // The host is one of them.
  return Array.from({ length: count - 1 }, (_, index) => [`x-${index}`, 'v'] as const);
}

const LAST = (count: number): string => `any(http.request.headers["x-${count - 2}"][*] eq "v")`;

test.each<[title: string, count: number, limit: number | undefined, truncated: Verdict, last: Verdict]>([
  ['few headers', 5, undefined, false, true],
  ['as many as nobody has seen cut', 64, undefined, false, true],
  ['more', 65, undefined, 'unknown', 'unknown'],
  ['many more', 500, undefined, 'unknown', 'unknown'],
  ['as many as the limit', 100, 100, false, true],
  ['more than the limit', 101, 100, true, 'unknown'],
  ['more than a small limit', 5, 4, true, 'unknown'],
])('%s', (_title, count, headerLimit, truncated, last) => {
  const request = { headers: headers(count), ...(headerLimit !== undefined && { headerLimit }) };
  expect(verdictOf('http.request.headers.truncated', request)).toBe(truncated);
  expect(verdictOf(LAST(count), request)).toBe(last);
  expect(verdictOf(`any(http.request.headers.names[*] eq "x-${count - 2}")`, request)).toBe(last);
  expect(verdictOf('any(http.request.headers.values[*] eq "v")', request)).toBe(last);
  expect(verdictOf('http.host eq "a.test"', request)).toBe(true);
});

test('fields that are given stand, whatever the limits are', () => {
  const request = { body: bodyOf(2048 * KB), fields: { 'http.request.body.truncated': true } };
  expect(verdictOf(TRUNCATED, request)).toBe(true);
  expect(verdictOf('cf.zone.plan eq "PRO"', { zonePlan: 'pro' })).toBe(true);
  expect(verdictOf('cf.zone.plan eq "ENT"', {})).toBe('unknown');
});

test.each<[part: string, value: unknown, code: string, message: string]>([
  ['zonePlan', 'gold', 'context/zone-plan', "`zonePlan` must be the zone's Cloudflare plan, got: `gold`"],
  [
    'zonePlan',
    'Enterprise',
    'context/zone-plan',
    "`zonePlan` must be the zone's Cloudflare plan, got: `Enterprise`",
  ],
  ['bodyLimit', -1, 'context/limit', '`bodyLimit` must be a whole number from 0 on, got: `-1`'],
  ['bodyLimit', 1.5, 'context/limit', '`bodyLimit` must be a whole number from 0 on, got: `1.5`'],
  ['headerLimit', '9', 'context/limit', '`headerLimit` must be a whole number from 0 on, got: `9`'],
  ['time', new Date('x'), 'context/time', '`time` must be a Date, got: an invalid one'],
])('%s refuses %p', (part, value, code, message) => {
  expect(() => verdictOf('ssl', { [part]: value })).toThrow(
    expect.objectContaining({ code, summary: message }) as Error,
  );
});
