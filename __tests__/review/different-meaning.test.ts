import { type PlanParts, reviewOf } from './support/plan';
import { changed } from './support/plans';
import { EXACT } from './support/rules';
import { told } from './support/told';
import { outcomeOf } from './support/witness';

const CASES: readonly (readonly [
  title: string,
  verdict: string,
  plan: PlanParts,
  says: readonly string[],
])[] = [
  [
    'another path',
    'different',
    changed(EXACT, EXACT.replaceAll('/export', '/import')),
    [
      'POST https://app.example.com/import from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'DIFFERENT: some requests are inspected again, and others no longer: POST https://app.example.com/import from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'another host',
    'different',
    changed(EXACT, EXACT.replace('app.', 'www.')),
    [
      'POST https://www.example.com/export from anywhere skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'DIFFERENT: some requests are inspected again, and others no longer: POST https://www.example.com/export from 198.51.100.7 was inspected and now skips all managed rules of the zone.',
    ],
  ],
  [
    'CIDR moved',
    'different',
    changed(
      `${EXACT} and ip.src in {203.0.113.0/25}`,
      `${EXACT} and ip.src in {203.0.113.64/26 203.0.113.128/26}`,
    ),
    [
      'POST https://app.example.com/export from 203.0.113.64/26 and 203.0.113.128/26 (128 addresses) skips all managed rules of the zone with no end. Rate limiting and custom rules stay on.',
      'DIFFERENT: some requests are inspected again, and others no longer: POST https://app.example.com/export from 203.0.113.128 was inspected and now skips all managed rules of the zone.',
    ],
  ],
];

test.each(CASES)('%s', (_, verdict, plan, says) => {
  const review = reviewOf(plan);
  expect(told(review)).toEqual(says);
  expect(review.verdict.kind).toBe(verdict);
  if (review.verdict.witness === undefined) return;
  const { before, after, matched } = outcomeOf(review, plan);
  expect(after).not.toBe(before);
  expect(after).toMatch(/skips/);
  expect(matched).not.toEqual([]);
});
