import { whatWasWritten } from '../../../lib/ci/outcome/what-was-written';

test.each([
  ['fails as well', undefined, 'is not known'],
  ['is empty', { digest: 'none', isEmpty: true }, 'the zone matches the code'],
  ['is the same', { digest: 'planned', isEmpty: false }, 'none of it was written'],
  ['is another', { digest: 'other', isEmpty: false }, 'part of it was written, or the zone changed'],
])('a plan afterwards that %s proves what was written', (_title, left, words) => {
  expect(whatWasWritten('planned', left)).toContain(words);
});
