import { InputError } from '../../../lib/errors';
import { type Condition, CONDITIONS, renderMarkdown, type Review } from '../../../lib/review';
import { driftReport, failedReport } from '../../../lib/ci/reports/drift-report';
import { forbiddenBy, policyRefusal } from '../../../lib/ci/policy/policy';
import {
  failedComment,
  readMarker,
  refusedComment,
  reviewComment,
  sandboxComment,
} from '../../../lib/ci/reports/review-comment';
import { refusalOf } from '../../support/refusal';

const DIGEST = `sha256:${'1'.repeat(64)}`;
const EMPTY: Review = {
  digest: DIGEST,
  isEmpty: true,
  verdict: { kind: 'same', witness: undefined, undecided: undefined },
  zones: [],
  lists: [],
  others: [],
  executions: [],
  expiring: [],
};
const DELETES: Review = {
  ...EMPTY,
  isEmpty: false,
  lists: [
    {
      address: 'a',
      name: 'a',
      action: 'delete',
      sentence: [],
      added: [],
      removed: [],
      usedBy: [],
      verdict: undefined,
    },
  ],
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
const ROOM = 1536;

test.each([
  ['a review', reviewComment(EMPTY, PLACE), DIGEST],
  [
    'a review with another digest',
    reviewComment(EMPTY, { ...PLACE, previous: `sha256:${'2'.repeat(64)}` }),
    DIGEST,
  ],
  ['a review of the sandbox', sandboxComment(EMPTY, PLACE), 'sandbox'],
  ['a plan that failed', failedComment(new Error('x'), PLACE), 'failed'],
  ['a plan that the policy refuses', refusedComment(DELETES, ['delete'], PLACE), 'refused'],
])('the comment of %s says what may be deployed', (_title, comment, state) => {
  expect(readMarker(comment)).toEqual({ stack: PLACE.stack, state });
});

test.each([
  ['a comment', reviewComment(EMPTY, PLACE), EMPTY],
  ['a comment of the sandbox', sandboxComment(EMPTY, PLACE), EMPTY],
  ['a refused comment', refusedComment(DELETES, Object.keys(CONDITIONS) as Condition[], PLACE), DELETES],
  ['an issue', driftReport(DELETES, PLACE, undefined) ?? '', DELETES],
  ['an issue about expiry', driftReport(EXPIRING, PLACE, undefined) ?? '', EXPIRING],
])('%s adds no more to a review than there is room for', (_title, text, review) => {
  expect(text).toContain(renderMarkdown(review));
  expect(Buffer.byteLength(text) - Buffer.byteLength(renderMarkdown(review))).toBeLessThanOrEqual(ROOM);
});

test('nothing is told of a zone that is as the code says', () => {
  expect(driftReport(EMPTY, PLACE, undefined)).toBeUndefined();
});

test('a zone that is as the code says is told when an exception has ended', () => {
  expect(driftReport(EXPIRING, { stack: 'x', url: undefined }, undefined)).toMatch(
    /^<!-- waf-exceptions drift x -->\n\n# Exceptions of `x` or of its neighbours have ended or soon will/,
  );
});

test('what waf status says is due is told below the review, or alone', () => {
  const due = '## Exceptions on `example.com`: 1 due\n';
  expect(driftReport(EMPTY, { stack: 'x', url: undefined }, due)).toContain(
    `<!-- waf-exceptions drift x -->\n\n# Exceptions on the zones of \`x\` need attention\n\n${due}`,
  );
  expect(driftReport(DELETES, PLACE, due)).toContain(`${renderMarkdown(DELETES)}\n\n${due}`);
  const long = driftReport(DELETES, PLACE, 'x'.repeat(65_536)) ?? '';
  expect(Buffer.byteLength(long)).toBeLessThan(65_536);
  expect(long).toContain('more is due');
});

test('a plan that fails is told without anything that Markdown would read', () => {
  const error = new InputError('x', { message: 'a `b` @team <!-- \u001b[31m\nc', help: '' });
  const reason = "`a 'b' @team <!-- \\u{1b}[31m\\u{a}c`";
  expect(failedReport(error, { stack: 'x', url: undefined }).split('\n\n')[2]).toBe(reason);
  expect(failedComment(error, PLACE).split('\n\n')[2]).toBe(reason);
});

describe('the policy', () => {
  test.each([
    [DELETES, {}, ['delete']],
    [DELETES, { REVIEW_ALLOW: 'replace, delete' }, []],
    [EXPIRING, { REVIEW_FAIL_ON: '', REVIEW_ALLOW: '' }, []],
    [EXPIRING, { REVIEW_FAIL_ON: 'wider,expired' }, ['expired']],
    [EXPIRING, { REVIEW_FAIL_ON: 'expired', REVIEW_ALLOW: 'expired' }, []],
  ])('forbids of a review (row %#) what stands in %j', (review, environment, forbidden) => {
    expect(forbiddenBy(review, environment)).toEqual(forbidden);
  });

  test('says in words and by name what is forbidden', () => {
    expect(policyRefusal(['delete', 'wider'])).toMatchObject({
      code: 'review/refused',
      summary:
        'this must not be deployed: an entry point or a list is deleted; requests lose protection (delete, wider)',
    });
  });

  test('refuses a condition that is none', () => {
    expect(refusalOf(() => forbiddenBy(EMPTY, { REVIEW_FAIL_ON: 'widr' }))).toMatchObject({
      message: 'REVIEW_FAIL_ON names no condition, got: `widr`',
      help: 'did you mean `wider`?',
    });
  });
});
