import { blockedRequests } from '../../lib/proposal';
import { alternatives } from '../../lib/proposal/alternatives';
import { BlockedIndex } from '../../lib/proposal/blocked-index';
import { weightOf } from '../../lib/proposal/weight';
import { events } from './incident';

const PATHS = ['/', '/a', '/a/b', '/x/a/b', '/a/b/c', '//', 'a', '/ä/a', '', undefined];

const blocked = blockedRequests({
  events: ['one.example.com', 'two.example.com'].flatMap((host) =>
    PATHS.flatMap((path, index) => [
      ...events({ rule: 1, weight: 1 + index, request: { host, path } }),
      ...events({ contributors: [941130, 941170], request: { host, path } }),
    ]),
  ),
});
const index = new BlockedIndex(blocked);

test.each([...PATHS, '/a/', '/none', 'b/c', '/b'])(
  'requests are found by a part of their path: %j',
  (part = '') => {
    const found = blocked.filter(({ request }) => request.path?.includes(part));
    expect(index.containing([part])).toEqual([found, weightOf(found)]);
  },
);

test('each is found once, in the order of the evidence', () => {
  const found = blocked.filter(({ request: { path } }) => path?.includes('/b') === true || path === '//');
  expect(index.containing(['//', '/b', '/a/b'])[0]).toEqual(found);
  expect(index.of('two.example.com', 'POST', ['/a/b', '/a'])).toEqual(
    blocked.filter(
      ({ request: { host, path } }) => host === 'two.example.com' && /^\/a(?:\/b)?$/.test(path ?? ''),
    ),
  );
});

test('what each alternative costs is the weight of its lists, which divide the other requests', () => {
  for (const [place, { request, decider, contributors }] of blocked.entries()) {
    const { host = '', method = '', path } = request;
    if (path === undefined || path === '') continue;
    const wanted = [blocked[place]].filter((one) => one !== undefined);
    const exception = { host, method, paths: [path], rules: [decider, ...contributors] };
    for (const one of alternatives(exception, undefined, wanted, index, {
      points: new Map(),
      threshold: 5,
    })) {
      const { letsThrough, mayLetThrough, keepsBlocked, weights } = one;
      expect(weights).toEqual({
        letsThrough: weightOf(letsThrough),
        mayLetThrough: weightOf(mayLetThrough),
        keepsBlocked: weightOf(keepsBlocked),
      });
      expect(new Set([...letsThrough, ...mayLetThrough, ...keepsBlocked, ...wanted])).toEqual(
        new Set(blocked),
      );
    }
  }
});
