import type { Review } from '../../../lib/review';
import { GitHub, githubAccess } from '../../../lib/ci/github/github';
import { postComment } from '../../../lib/ci/github/post-comment';
import { failedComment, reviewComment } from '../../../lib/ci/reports/review-comment';
import { FakeGitHub, READ_TOKEN, WRITE_TOKEN } from './fake-github';

const reviewOf = (digit: string): Review => ({
  digest: `sha256:${digit.repeat(64)}`,
  isEmpty: true,
  verdict: { kind: 'same', witness: undefined, undecided: undefined },
  zones: [],
  lists: [],
  others: [],
  executions: [],
  expiring: [],
});

let github: FakeGitHub;
beforeEach(async () => {
  github = await FakeGitHub.start();
});
afterEach(() => github.close());

const client = (token = WRITE_TOKEN) =>
  new GitHub(
    githubAccess({ GITHUB_API_URL: github.url, GITHUB_REPOSITORY: 'acme/waf', GITHUB_TOKEN: token }),
    1,
  );
const plan = (digit: string, commit: string, run: string) =>
  postComment(client(), 7, 'x', (previous) =>
    reviewComment(reviewOf(digit), {
      stack: 'x',
      commit: commit.repeat(40),
      url: `https://a.example/${run}`,
      previous,
    }),
  );
const body = () => github.comments.map((one) => one.body).join();

test('the same digest of the same commit leaves the comment as it was approved', async () => {
  await plan('1', 'a', 'first');
  await plan('1', 'a', 'second');
  expect(body()).toContain('https://a.example/first');
  expect(github.requests.filter((request) => request.startsWith('PATCH'))).toEqual([]);
});

test('another digest is written in place, and says since when', async () => {
  await plan('1', 'a', 'first');
  await plan('2', 'a', 'second');
  expect(github.comments).toHaveLength(1);
  expect(body()).toMatch(/^<!-- waf-exceptions review x sha256:2{64} -->\n/);
  expect(body()).toMatch(
    /\*\*The digest changed at 20\d\d-[\dT:-]+Z\*\*; it was `sha256:1{64}`\. Earlier approvals no longer count\./,
  );
});

test('the same digest of another commit is written anew, without a word about a change', async () => {
  await plan('1', 'a', 'first');
  await plan('1', 'b', 'second');
  expect(body()).toContain('https://a.example/second');
  expect(body()).not.toContain('The digest changed');
});

test('a plan that fails takes the digest away', async () => {
  await plan('1', 'a', 'first');
  await postComment(client(), 7, 'x', () =>
    failedComment(new Error('x'), { stack: 'x', commit: 'a'.repeat(40), url: undefined }),
  );
  expect(body()).toMatch(/^<!-- waf-exceptions review x failed -->/);
});

test('a run that may not write says so', async () => {
  expect(await postComment(client(READ_TOKEN), 7, 'x', () => 'text')).toBe(false);
});
