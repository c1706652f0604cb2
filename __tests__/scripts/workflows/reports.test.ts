import { InputError } from '../../../lib/errors';
import { renderMarkdown, type Review } from '../../../lib/review';
import { driftReport, failedReport } from '../../../scripts/workflows/drift-report';
import { requireAllowed } from '../../../scripts/workflows/policy';
import {
  failedComment,
  readMarker,
  reviewComment,
  sandboxComment,
} from '../../../scripts/workflows/review-comment';
import { refusalOf } from '../../support/refusal';

const DIGEST = `sha256:${'1'.repeat(64)}`;
const EMPTY: Review = {
  digest: DIGEST,
  isEmpty: true,
  verdict: { kind: 'same', witness: undefined, undecided: undefined },
  zones: [],
  lists: [],
  others: [],
  expiring: [],
};
const DELETES: Review = {
  ...EMPTY,
  isEmpty: false,
  lists: [{ address: 'a', name: 'a', action: 'delete', sentence: [], verdict: undefined }],
};
const EXPIRING: Review = {
  ...EMPTY,
  expiring: [{ ref: 'wafx__a__b', lastDay: '2026-01-31', daysLeft: -3, owner: undefined }],
};
const PLACE = {
  stack: 's'.repeat(64),
  commit: 'c'.repeat(40),
  url: `https://github.example.com/${'u'.repeat(200)}`,
};

/** What `renderMarkdown` leaves below what GitHub takes. */
const ROOM = 1024;

test.each([
  ['a review', reviewComment(EMPTY, PLACE), DIGEST],
  ['a review of the sandbox', sandboxComment(EMPTY, PLACE), 'sandbox'],
  ['a plan that failed', failedComment(PLACE), 'failed'],
])('the comment of %s says what may be deployed', (_title, comment, state) => {
  expect(readMarker(comment)).toEqual({ stack: PLACE.stack, state });
});

test.each([
  ['a comment', reviewComment(EMPTY, PLACE), EMPTY],
  ['a comment of the sandbox', sandboxComment(EMPTY, PLACE), EMPTY],
  ['an issue', driftReport(DELETES, PLACE) ?? '', DELETES],
  ['an issue about expiry', driftReport(EXPIRING, PLACE) ?? '', EXPIRING],
])('%s adds no more to a review than there is room for', (_title, text, review) => {
  expect(text).toContain(renderMarkdown(review));
  expect(Buffer.byteLength(text) - Buffer.byteLength(renderMarkdown(review))).toBeLessThanOrEqual(ROOM);
});

test('nothing is told of a zone that is as the code says', () => {
  expect(driftReport(EMPTY, PLACE)).toBeUndefined();
});

test('a zone that is as the code says is told when an exception has ended', () => {
  expect(driftReport(EXPIRING, { stack: 'x', url: undefined })).toMatch(
    /^<!-- waf-exceptions drift x -->\n\n# Exceptions of `x` or of its neighbours have ended or soon will/,
  );
});

test('a plan that fails is told without anything that Markdown would read', () => {
  const error = new InputError('x', { message: 'a `b` @team <!-- \u001b[31m\nc', help: '' });
  expect(failedReport(error, { stack: 'x', url: undefined }).split('\n\n')[2]).toBe(
    "`a 'b' @team <!-- \\u{1b}[31m\\u{a}c`",
  );
});

describe('the policy', () => {
  const check = (review: Review, environment: NodeJS.ProcessEnv) => () => {
    requireAllowed(review, environment);
  };

  test('refuses a deletion unless it is allowed', () => {
    expect(refusalOf(check(DELETES, {}))).toMatchObject({
      code: 'review/refused',
      message: 'this must not be deployed: an entry point or a list is deleted (delete)',
    });
    expect(check(DELETES, { REVIEW_ALLOW: 'replace, delete' })).not.toThrow();
  });

  test('refuses what it is asked to', () => {
    expect(check(EXPIRING, { REVIEW_FAIL_ON: '', REVIEW_ALLOW: '' })).not.toThrow();
    expect(refusalOf(check(EXPIRING, { REVIEW_FAIL_ON: 'wider,expired' })).message).toContain('(expired)');
  });

  test('refuses a condition that is none', () => {
    expect(refusalOf(check(EMPTY, { REVIEW_FAIL_ON: 'widr' }))).toMatchObject({
      message: 'REVIEW_FAIL_ON names no condition, got: `widr`',
      help: 'did you mean `wider`?',
    });
  });
});
