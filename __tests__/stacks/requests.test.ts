import { defineException } from '../../lib';
import { compile } from '../../lib/rules-language/compile';
import { evaluate } from '../../lib/rules-language/evaluate';
import { ExecutionContext } from '../../lib/rules-language/execution-context';
import { check, parse } from '../../lib/rules-language';
import type { SampleRequest } from '../../lib/rules-language/context/sample-request';
import { production } from '../../stacks/config';
import { DashboardWafStack } from '../../stacks/dashboard-waf-stack';
import { WafException } from '../../lib';
import { NOW_MS } from '../support/exceptions';
import { synthApp } from '../support/synth';

beforeEach(() => jest.useFakeTimers({ now: NOW_MS }));
afterEach(() => jest.useRealTimers());

type Exception = ReturnType<typeof defineException>;

/** The exceptions of this repository's stack, with and without the allowlist. */
function exceptionsOf(allowlist: readonly string[] | undefined): readonly Exception[] {
  const found: Exception[] = [];
  synthApp((app) => {
    const stack = new DashboardWafStack(app, 'dashboard-waf', { ...production, allowlist });
    for (const construct of stack.node.findAll()) {
      if (construct instanceof WafException) found.push(construct.exception);
    }
  });
  return found;
}

/** The request that the incident was about. */
const EXPORT: SampleRequest = {
  method: 'POST',
  url: 'https://dashboard.example.com/admin/tiktok-creator/export-mp4',
  ip: '203.0.113.7',
  time: new Date('2027-01-15T12:00:00Z'),
};
const at = (path: string): SampleRequest => ({ ...EXPORT, url: `https://dashboard.example.com${path}` });
const PATH = '/admin/tiktok-creator/export-mp4';

/** One step away from it, each of them still inspected. */
const NEAR_MISSES: readonly (readonly [string, SampleRequest])[] = [
  ['another method', { ...EXPORT, method: 'PUT' }],
  ['another host of the zone', { ...EXPORT, url: `https://www.example.com${PATH}` }],
  ['a trailing slash', at(`${PATH}/`)],
  ['a sibling', at(`${PATH}-v2`)],
  ['a child', at(`${PATH}/delete`)],
  ['another case', at('/admin/TikTok-creator/export-mp4')],
  ['the path inside another one', at(`/wp-login.php${PATH}`)],
  ['the path in the query', at(`/wp-login.php?x=${PATH}`)],
  ['dot segments that normalise to it', at(`/vulnerable.php/..${PATH}`)],
  ['encoded dot segments', at(`${PATH}/%2e%2e/export-mp4`)],
  ['a double slash', at('//admin/tiktok-creator/export-mp4')],
  ['an encoded letter', at('/%61dmin/tiktok-creator/export-mp4')],
  ['an encoded slash', at('/admin%2ftiktok-creator/export-mp4')],
  ['plain http', { ...EXPORT, url: `http://dashboard.example.com${PATH}` }],
  ['the first second after its end', { ...EXPORT, time: new Date('2027-04-01T00:00:00Z') }],
];

const CALLERS: readonly (readonly [string, SampleRequest])[] = [
  ['the address before the allowlist', { ...EXPORT, ip: '203.0.112.255' }],
  ['the address behind it', { ...EXPORT, ip: '203.0.114.0' }],
  ['an IPv6 caller', { ...EXPORT, ip: '2001:db8::1' }],
  ['the mapped form of an allowed address', { ...EXPORT, ip: '::ffff:203.0.113.7' }],
];

const matches = (exception: Exception, request: SampleRequest) =>
  evaluate(compile(parse(exception.rule.expression).expression), ExecutionContext.fromRequest(request))
    .verdict;

describe.each([
  ['with the allowlist', production.allowlist],
  ['without the allowlist', undefined],
])('the exceptions of the stack %s', (_title, allowlist) => {
  test('are what Cloudflare takes on every plan', () => {
    for (const { phase, rule } of exceptionsOf(allowlist)) {
      expect(check(parse(rule.expression).expression, { phase, plan: 'free' })).toEqual([]);
    }
  });

  test.each([
    ['the export', EXPORT],
    ['the export with a query', at(`${PATH}?format=mp4`)],
    ['the last second before its end', { ...EXPORT, time: new Date('2027-03-31T23:59:59Z') }],
  ])('match %s', (_name, request) => {
    expect(exceptionsOf(allowlist).map((exception) => matches(exception, request))).toEqual([true]);
  });

  test.each(NEAR_MISSES)('do not match %s', (_name, request) => {
    expect(exceptionsOf(allowlist).map((exception) => matches(exception, request))).toEqual([false]);
  });

  test.each(CALLERS)(`${allowlist === undefined ? 'match' : 'do not match'} %s`, (_name, request) => {
    const expected = allowlist === undefined;
    expect(exceptionsOf(allowlist).map((exception) => matches(exception, request))).toEqual([expected]);
  });
});
