import { InputError } from '../../../lib/errors';
import { GitHub, githubAccess } from '../../../lib/ci/github/github';
import { FakeGitHub, READ_TOKEN, WRITE_TOKEN } from './fake-github';

let fake: FakeGitHub;
beforeEach(async () => {
  fake = await FakeGitHub.start();
});
afterEach(() => fake.close());

const client = (token = WRITE_TOKEN) =>
  new GitHub(
    githubAccess({ GITHUB_API_URL: fake.url, GITHUB_REPOSITORY: 'acme/waf', GITHUB_TOKEN: token }),
    1,
  );

async function refusal(action: Promise<unknown>): Promise<InputError> {
  const error = await action.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof InputError) return error;
  throw new Error('nothing was refused');
}

test.each([
  [0, 1],
  [99, 1],
  [100, 2],
  [250, 3],
])('a list of %i comments is read in %i pages', async (count, pages) => {
  for (let index = 0; index < count; index++) fake.comment(7, `comment ${index}`);
  expect(await client().list('/issues/7/comments')).toHaveLength(count);
  expect(fake.requests).toHaveLength(pages);
  expect(fake.requests.at(-1)).toBe(`GET /repos/acme/waf/issues/7/comments?per_page=100&page=${pages}`);
});

test.each([
  ['a list', 429, 'GET'],
  ['a list', 502, 'GET'],
  ['a change', 503, 'PATCH'],
  ['a new comment', 429, 'POST'],
])('%s is asked for again after %i', async (_title, status, method) => {
  const { id } = fake.comment(7, 'a');
  fake.faults.push({ status }, { status });
  if (method === 'GET') await client().list('/issues/7/comments');
  else if (method === 'POST') await client().post('/issues/7/comments', { body: 'b' });
  else await client().patch(`/issues/comments/${id}`, { body: 'b' });
  expect(fake.requests).toHaveLength(3);
});

test('a refusal for too many requests is obeyed', async () => {
  fake.faults.push({ status: 403, headers: { 'retry-after': '0' } });
  await client().post('/issues/7/comments', { body: 'b' });
  expect(fake.comments).toHaveLength(1);
});

test('a new comment is not sent twice after an answer that got lost', async () => {
  fake.faults.push({ status: 502 });
  const error = await refusal(client().post('/issues/7/comments', { body: 'b' }));
  expect(error).toMatchObject({ code: 'github/answer', help: 'run the job again' });
  expect(fake.requests).toHaveLength(1);
});

test('after four attempts it gives up', async () => {
  fake.faults.push(
    ...Array.from({ length: 9 }, () => ({ status: 500, body: '{"message":"\u001b[31mno\\n::error::x"}' })),
  );
  const error = await refusal(client().list('/issues/7/comments'));
  expect(error.summary).toBe(
    'GitHub answered GET /issues/7/comments with 500: `{"message":"\\u{1b}[31mno\\n::error::x"}`',
  );
  expect(fake.requests).toHaveLength(4);
});

test('a token that may not write is told apart, and is never named', async () => {
  const error = await refusal(client(READ_TOKEN).post('/issues/7/comments', { body: 'b' }));
  expect(error.code).toBe('github/forbidden');
  expect(error.message).not.toContain(READ_TOKEN);
});

test('an answer that repeats the token does not get it into an error', async () => {
  fake.faults.push({ status: 422, body: JSON.stringify({ message: `bad: Bearer ${WRITE_TOKEN}` }) });
  const error = await refusal(client().post('/issues/7/comments', { body: 'b' }));
  expect(error.message).toContain('[redacted]');
  expect(error.message).not.toContain(WRITE_TOKEN.slice(4, 12));
});

test('no secret is written into a comment', async () => {
  const secret = 'q7Zk9xWb2LmPq4TnR8sYd6UfHgJ3cKe5Aa0_-tVu';
  const environment = { GITHUB_API_URL: fake.url, GITHUB_REPOSITORY: 'acme/waf', GITHUB_TOKEN: WRITE_TOKEN };
  const github = new GitHub(githubAccess({ ...environment, CLOUDFLARE_API_TOKEN: secret }), 1);
  await github.post('/issues/7/comments', { body: `a "${secret}" b` });
  expect(fake.comments.map(({ body }) => body)).toEqual(['a "[redacted]" b']);
});

test('an API that does not answer is told', async () => {
  const access = { apiUrl: 'http://127.0.0.1:1', repository: 'acme/waf', token: WRITE_TOKEN };
  expect(await refusal(new GitHub(access, 1).list('/issues'))).toMatchObject({ code: 'github/unreachable' });
});

test.each([
  [{ GITHUB_API_URL: 'http://api.github.com' }, 'GITHUB_API_URL must use https'],
  [{ GITHUB_API_URL: 'http://127.0.0.1.evil.example/' }, 'GITHUB_API_URL must use https'],
  [{ GITHUB_REPOSITORY: 'acme/waf/../other' }, 'GITHUB_REPOSITORY must be owner/name'],
  [{ GITHUB_REPOSITORY: '' }, 'GITHUB_REPOSITORY is not set'],
  [{ GITHUB_TOKEN: '' }, 'GITHUB_TOKEN is not set'],
])('%j is refused', (environment, message) => {
  const whole = { GITHUB_REPOSITORY: 'acme/waf', GITHUB_TOKEN: 'x', ...environment };
  expect(() => githubAccess(whole)).toThrow(message);
});
