import { Testing, TerraformStack } from 'cdktf';
import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import { type WafExceptionProps, IpList, Path, WafException, Zone, ZoneWaf } from '../../lib';
import '../../lib/testing';
import { exampleRequests } from '../../lib/testing';
import { PROPS, REQUEST } from '../support/exceptions';
import { refusalOf } from '../support/refusal';

function exceptionWith(
  request: Partial<WafExceptionProps['request']>,
  more: Partial<WafExceptionProps> = {},
) {
  const stack = new TerraformStack(Testing.app(), 'stack');
  new CloudflareProvider(stack, 'cloudflare');
  const waf = new ZoneWaf(stack, 'waf', { zone: Zone.fromName('example.com'), namespace: 'dashboard' });
  return new WafException(waf, 'export', {
    ...PROPS,
    expires: '2099-12-31',
    ...more,
    request: { ...REQUEST, ...request },
  });
}

test.each<[string, Partial<WafExceptionProps['request']>, number]>([
  ['one of each', {}, 1],
  [
    'two of each',
    { host: ['a.example.com', 'b.example.com'], method: ['POST', 'PUT'], path: ['/a', '/b'] },
    8,
  ],
  ['a pattern', { path: Path.pattern('/a/*/b/*/c/**') }, 1],
  ['a prefix and a path', { path: [Path.under('/a/b/'), '/c'] }, 2],
  ['a query', { path: '/', query: { 'wc-api': 'x', v: ['1', '2'] } }, 1],
  ['callers', { from: ['198.51.100.0/24'] }, 1],
  ['a list', { from: IpList.fromName('office') }, 1],
  ['plain HTTP', { scheme: 'any' }, 1],
  ['a port', { host: 'panel.example.com:2083' }, 1],
  [
    'further conditions',
    {
      where: [
        'http.request.headers["x-api"][0] eq "2"',
        'ip.src.country in {"DE" "AT"}',
        'not cf.client.bot',
      ],
    },
    1,
  ],
])('of %s', (_title, request, count) => {
  const construct = exceptionWith(request);
  const requests = exampleRequests(construct);
  expect(requests).toHaveLength(count);
  for (const one of requests) expect(construct).toSkipManagedRules(one);
  expect(
    new Set(requests.map(({ method, url, headers }) => JSON.stringify([method, url, headers]))).size,
  ).toBe(count);
});

test('are within its period', () => {
  const construct = exceptionWith({}, { starts: '2030-06-01T08:00Z', expires: '2030-06-01T09:00Z' });
  const [request] = exampleRequests(construct);
  expect(request?.time?.toISOString()).toMatch(/^2030-06-01T08:/);
  expect(construct).toInspect({ ...request, time: new Date('2030-06-01T07:59:59Z') } as never);
  expect(construct).toInspect({ ...request, time: new Date('2030-06-01T09:00:00Z') } as never);
});

test('cannot be found for every condition', () => {
  const construct = exceptionWith({ where: 'http.request.body.raw matches r"(?u)\\p{age=6.0}"' });
  expect(refusalOf(() => exampleRequests(construct))).toEqual({
    code: 'testing/example',
    message: 'no request could be found that the exception `export` is for',
    help: 'write the request in the test',
  });
});
