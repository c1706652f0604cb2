import { check, parse } from '../../lib/rules-language';
import '../../lib/testing';
import { nearMisses, type SampleRequest } from '../../lib/testing';
import { WafException } from '../../lib';
import { production } from '../../stacks/config';
import { DashboardWafStack } from '../../stacks/dashboard-waf-stack';
import { NOW_MS } from '../support/exceptions';
import { Testing } from 'cdktf';

beforeEach(() => jest.useFakeTimers({ now: NOW_MS }));
afterEach(() => jest.useRealTimers());

function stackFor(allowlist: readonly string[] | undefined): DashboardWafStack {
  return new DashboardWafStack(Testing.app(), 'dashboard-waf', { ...production, allowlist });
}

/** The request that the incident was about. */
const EXPORT: SampleRequest = {
  method: 'POST',
  url: 'https://dashboard.example.com/admin/tiktok-creator/export-mp4',
  ip: '203.0.113.7',
  time: new Date('2027-01-15T12:00:00Z'),
};
const PATH = '/admin/tiktok-creator/export-mp4';
const at = (path: string): SampleRequest => ({ ...EXPORT, url: `https://dashboard.example.com${path}` });

/** Further neighbours that only this path has. */
const OWN_NEIGHBOURS: readonly (readonly [string, SampleRequest])[] = [
  ['the path with another case inside', at('/admin/TikTok-creator/export-mp4')],
  ['encoded dot segments behind it', at(`${PATH}/%2e%2e/export-mp4`)],
  ['the first second after its end', { ...EXPORT, time: new Date('2027-04-01T00:00:00Z') }],
];

/** Its neighbours in all but the caller, each of them still inspected. */
const NEIGHBOURS = nearMisses(EXPORT).filter(({ differsIn }) => differsIn !== 'caller');

/** Callers of the allowlist, and those next to it. */
const INSIDE = ['203.0.113.0', '203.0.113.255'];
const OUTSIDE = ['203.0.112.255', '203.0.114.0', '2001:db8::1', '::ffff:203.0.113.7'];

describe.each([
  ['with the allowlist', production.allowlist],
  ['without the allowlist', undefined],
])('the stack %s', (_title, allowlist) => {
  test('is what Cloudflare takes on every plan', () => {
    for (const construct of stackFor(allowlist).node.findAll()) {
      if (!(construct instanceof WafException)) continue;
      const { phase, rule } = construct.exception;
      expect(check(parse(rule.expression).expression, { phase, plan: 'free' })).toEqual([]);
    }
  });

  test.each<readonly [string, SampleRequest]>([
    ['the export', EXPORT],
    ['the export with a query', at(`${PATH}?format=mp4`)],
    ['the last second before its end', { ...EXPORT, time: new Date('2027-03-31T23:59:59Z') }],
    ...INSIDE.map((ip) => [`the caller ${ip}`, { ...EXPORT, ip }] as const),
  ])('skips all managed rules for %s', (_name, request) => {
    expect(stackFor(allowlist)).toSkipManagedRules(request, { all: true });
  });

  test.each([...NEIGHBOURS.map(({ title, request }) => [title, request] as const), ...OWN_NEIGHBOURS])(
    'inspects %s',
    (_name, request) => {
      expect(stackFor(allowlist)).toInspect(request);
    },
  );

  test.each(OUTSIDE)(`${allowlist === undefined ? 'skips them for' : 'inspects'} the caller %s`, (ip) => {
    const stack = expect(stackFor(allowlist));
    if (allowlist === undefined) stack.toSkipManagedRules({ ...EXPORT, ip });
    else stack.toInspect({ ...EXPORT, ip });
  });
});
