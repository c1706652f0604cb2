import { requireHead } from '../../../scripts/workflows/require-head';
import { reviewedDigest } from '../../../scripts/workflows/reviewed-digest';
import { FakeGitHub, WRITE_TOKEN } from './fake-github';

const COMMIT = 'b'.repeat(40);
const DIGEST = `sha256:${'1'.repeat(64)}`;
const MERGED_AT = '2026-11-02T10:00:00Z';
const BEFORE = '2026-11-02T09:00:00Z';

let github: FakeGitHub;
beforeEach(async () => {
  github = await FakeGitHub.start();
});
afterEach(() => github.close());

const environment = () => ({
  GITHUB_API_URL: github.url,
  GITHUB_REPOSITORY: 'acme/waf',
  GITHUB_TOKEN: WRITE_TOKEN,
  GITHUB_SHA: COMMIT,
  GITHUB_REF_NAME: 'main',
});
const digest = (extra: NodeJS.ProcessEnv = {}) =>
  reviewedDigest({ stack: 'x', environment: { ...environment(), ...extra }, write: () => undefined });

const pull = (parts: object = {}) => ({
  number: 7,
  merged_at: MERGED_AT,
  merge_commit_sha: COMMIT,
  base: { ref: 'main' },
  ...parts,
});

function comment(
  parts: { issue?: number; state?: string; at?: string; stack?: string; login?: string } = {},
) {
  const { issue = 7, state = DIGEST, at = BEFORE, stack = 'x', login = 'github-actions[bot]' } = parts;
  const body = `<!-- waf-exceptions review ${stack} ${state} -->\n\ntext`;
  github.comment(issue, body, { login, type: 'Bot' }).updated_at = at;
}

describe('the reviewed digest', () => {
  test('is that of the comment on the pull request that the commit merged', async () => {
    github.pulls.set(COMMIT, [
      pull({ number: 1, base: { ref: 'release' } }),
      pull({ number: 2, merged_at: null }),
      pull({ number: 3, merge_commit_sha: 'c'.repeat(40) }),
      pull(),
    ]);
    for (const issue of [1, 2, 3]) comment({ issue, state: `sha256:${'f'.repeat(64)}` });
    comment({ stack: 'other', state: `sha256:${'e'.repeat(64)}` });
    comment({ login: 'mallory[bot]', state: `sha256:${'d'.repeat(64)}` });
    // In the second of the merge is before it: GitHub's clock has no finer parts.
    comment({ at: MERGED_AT });
    expect(await digest()).toEqual({ digest: DIGEST, source: 'the one reviewed on pull request 7' });
  });

  test('is the one that somebody gives, and nothing is asked', async () => {
    expect((await digest({ DEPLOY_DIGEST: ` ${DIGEST}\n` })).digest).toBe(DIGEST);
    expect(github.requests).toEqual([]);
  });

  test.each(['sha256:00', `${DIGEST}\nseal=x`, 'sandbox', '$(id)'])('is not %j', async (given) => {
    await expect(digest({ DEPLOY_DIGEST: given })).rejects.toMatchObject({ code: 'deploy/digest' });
  });

  test.each<[string, readonly object[], Parameters<typeof comment>[0] | undefined, string]>([
    ['a push without a pull request', [], undefined, 'no merged pull request made the commit bbbbbbbbbbbb'],
    [
      'one that was closed',
      [pull({ merged_at: null })],
      {},
      'no merged pull request made the commit bbbbbbbbbbbb',
    ],
    [
      'one merged into another branch',
      [pull({ base: { ref: 'release' } })],
      {},
      'no merged pull request made the commit bbbbbbbbbbbb',
    ],
    [
      'two merged as one commit',
      [pull({ number: 6 }), pull()],
      {},
      'more than one pull request was merged as the commit bbbbbbbbbbbb: 6, 7',
    ],
    ['no comment', [pull()], undefined, 'pull request 7 has no review of x'],
    [
      'a fork',
      [pull()],
      { state: 'sandbox' },
      'the review of x on pull request 7 is of the sandbox, not of the zone',
    ],
    [
      'a failed plan',
      [pull()],
      { state: 'failed' },
      'the review of x on pull request 7 is that of a failed plan',
    ],
    [
      'a refused plan',
      [pull()],
      { state: 'refused' },
      'the review of x on pull request 7 was refused by the policy',
    ],
    [
      'a comment changed after the merge',
      [pull()],
      { at: '2026-11-02T10:00:01Z' },
      'the review of x on pull request 7 was written after the merge',
    ],
    [
      'a comment without a date',
      [pull()],
      { at: '' },
      'the review of x on pull request 7 was written after the merge',
    ],
  ])('is none after %s', async (_title, pulls, written, problem) => {
    github.pulls.set(COMMIT, [...pulls]);
    if (written !== undefined) comment(written);
    await expect(digest()).rejects.toMatchObject({
      code: 'deploy/not-reviewed',
      summary: `nobody has reviewed what this would deploy: ${problem}`,
    });
  });
});

describe('a run', () => {
  test('goes on with the newest commit of its branch', async () => {
    github.heads.set('main', COMMIT);
    await expect(requireHead(environment())).resolves.toBeUndefined();
  });

  test('stops with an older one: what was reverted must not come back', async () => {
    github.heads.set('main', 'c'.repeat(40));
    await expect(requireHead(environment())).rejects.toMatchObject({
      code: 'deploy/outdated',
      summary: 'this run is of commit bbbbbbbbbbbb, and main has moved on to `cccccccccccc`',
    });
  });

  test.each([
    [{ GITHUB_REF_NAME: '' }, 'github/branch'],
    [{ GITHUB_SHA: 'main' }, 'github/commit'],
    [{ GITHUB_REF_NAME: 'gone' }, 'github/answer'],
  ])('stops with %j', async (extra, code) => {
    await expect(requireHead({ ...environment(), ...extra })).rejects.toMatchObject({ code });
  });
});
