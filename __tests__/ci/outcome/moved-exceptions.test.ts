import { movedExceptions } from '../../../lib/ci/outcome/moved-exceptions';
import type { Review } from '../../../lib/review';

type Change = Review['zones'][number]['entryPoints'][number]['changes'][number];
type Compared = Pick<Review, 'zones' | 'lists' | 'others'>;

const REMOVED = { kind: 'removed', isException: true, ref: 'wafx__team-a__export' };
const OTHER: Compared['others'][number] = {
  address: 'x.y',
  action: 'update',
  isInert: false,
  changes: [],
  touches: undefined,
};
const reviewOf = (phase: string, changes: readonly object[], rest: Partial<Compared> = {}): Compared => ({
  zones: [{ entryPoints: [{ phase, changes: changes as readonly Change[] }] }] as unknown as Review['zones'],
  lists: [],
  others: [],
  ...rest,
});

test('names what only leaves the managed phase', () => {
  expect(movedExceptions(reviewOf('http_request_firewall_managed', [REMOVED]))).toEqual([REMOVED.ref]);
});

test('a resource that only holds values does not count', () => {
  const others = [{ ...OTHER, isInert: true }];
  expect(movedExceptions(reviewOf('http_request_firewall_managed', [REMOVED], { others }))).toEqual([
    REMOVED.ref,
  ]);
});

test.each<[string, Compared]>([
  ['leaves the custom phase', reviewOf('http_request_firewall_custom', [REMOVED])],
  ['is changed', reviewOf('http_request_firewall_managed', [REMOVED, { ...REMOVED, kind: 'changed' }])],
  ['is no exception', reviewOf('http_request_firewall_managed', [{ ...REMOVED, isException: false }])],
  ['is nothing', reviewOf('http_request_firewall_managed', [])],
  [
    'has another resource beside it',
    reviewOf('http_request_firewall_managed', [REMOVED], { others: [OTHER] }),
  ],
])('says nothing of what %s', (_title, review) => {
  expect(movedExceptions(review)).toBeUndefined();
});
