import { closeIssue, openIssue } from '../../../lib/ci/github/drift-issue';
import { markerOf } from '../../../lib/ci/reports/drift-report';
import { GitHub, githubAccess } from '../../../lib/ci/github/github';
import { FakeGitHub, type FakeIssue, WRITE_TOKEN } from './fake-github';

const PLACE = { stack: 'x', url: undefined };
const BOT = { login: 'github-actions[bot]', type: 'Bot' };

let fake: FakeGitHub;
let client: GitHub;
beforeEach(async () => {
  fake = await FakeGitHub.start();
  client = new GitHub(
    githubAccess({ GITHUB_API_URL: fake.url, GITHUB_REPOSITORY: 'acme/waf', GITHUB_TOKEN: WRITE_TOKEN }),
    1,
  );
});
afterEach(() => fake.close());

const report = (text: string) => `${markerOf('x')}\n\n${text}`;

test('a stack has one issue, which is kept up to date', async () => {
  expect(await openIssue(client, PLACE, report('one'))).toBe('opened an issue about x');
  const [issue] = fake.issues;
  expect(await openIssue(client, PLACE, report('one'))).toBe(`issue ${issue?.number ?? ''} says so already`);
  expect(await openIssue(client, PLACE, report('two'))).toBe(`updated issue ${issue?.number ?? ''}`);
  expect(fake.issues).toEqual([
    { number: issue?.number, title: 'WAF drift: x', body: report('two'), state: 'open', user: BOT },
  ]);
});

test('an issue that is closed says why, and the next report opens another one', async () => {
  await openIssue(client, PLACE, report('one'));
  await closeIssue(client, { ...PLACE, url: 'https://github.example/run' });
  expect(fake.issues.map(({ state }) => state)).toEqual(['closed']);
  expect(fake.comments.map(({ body }) => body)).toEqual([
    'All clear: [a run](https://github.example/run) of the Drift workflow found nothing left.',
  ]);
  await openIssue(client, PLACE, report('two'));
  expect(fake.issues.map(({ state }) => state)).toEqual(['closed', 'open']);
});

test.each([
  ['of somebody else', { user: { login: 'mallory', type: 'User' } }],
  ['of another stack', { body: report('one').replace(' x ', ' y ') }],
  ['that only quotes ours', { body: `quoted:\n${report('one')}` }],
  ['that is a pull request', { pull_request: {} }],
])('an issue %s is left alone', async (_title, parts) => {
  const other: FakeIssue = { number: 1, title: 'x', state: 'open', body: report('one'), user: BOT, ...parts };
  fake.issues.push(other);
  await closeIssue(client, PLACE);
  await openIssue(client, PLACE, report('two'));
  expect(fake.issues).toEqual([other, expect.objectContaining({ body: report('two') })]);
  expect(other.state).toBe('open');
  expect(fake.comments).toEqual([]);
});
