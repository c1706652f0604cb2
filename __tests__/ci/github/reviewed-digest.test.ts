import { requireHead } from '../../../lib/ci/github/require-head';
import { reviewedDigest } from '../../../lib/ci/github/reviewed-digest';
import { FakeGitHub, type FakeReview, WRITE_TOKEN } from './fake-github';

const COMMIT = 'b'.repeat(40);
const DIGEST = `sha256:${'1'.repeat(64)}`;
const MERGED_AT = '2026-11-02T10:00:00Z';
const BEFORE = '2026-11-02T09:00:00Z';
const APPROVED_AT = '2026-11-02T09:30:00Z';
const HEAD = 'a'.repeat(40);

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
  reviewedDigest({
    stack: 'x',
    environment: { ...environment(), ...extra },
    waf: ['waf'],
    write: () => undefined,
  });

const pull = (parts: object = {}) => ({
  number: 7,
  merged_at: MERGED_AT,
  merge_commit_sha: COMMIT,
  base: { ref: 'main' },
  head: { sha: HEAD },
  user: { login: 'bob', type: 'User' },
  ...parts,
});

const approve = (parts: Partial<FakeReview> = {}) =>
  github.review(7, { commit_id: HEAD, submitted_at: APPROVED_AT, ...parts });

function comment(
  parts: { issue?: number; state?: string; at?: string; stack?: string; login?: string } = {},
) {
  const { issue = 7, state = DIGEST, at = BEFORE, stack = 'x', login = 'github-actions[bot]' } = parts;
  const body = `<!-- waf-exceptions review ${stack} ${state} -->\n\ntext`;
  github.comment(issue, body, { login, type: 'Bot' }).updated_at = at;
}

describe('the reviewed digest', () => {
  test('is the one that a person approved on the pull request that the commit merged', async () => {
    github.pulls.set(COMMIT, [
      pull({ number: 1, base: { ref: 'release' } }),
      pull({ number: 2, merged_at: null }),
      pull({ number: 3, merge_commit_sha: 'c'.repeat(40) }),
      pull(),
    ]);
    for (const issue of [1, 2, 3]) comment({ issue, state: `sha256:${'f'.repeat(64)}` });
    comment({ stack: 'other', state: `sha256:${'e'.repeat(64)}` });
    comment({ login: 'mallory[bot]', state: `sha256:${'d'.repeat(64)}` });
    comment();
    // In the second of the merge is before it: GitHub's clock has no finer parts.
    approve({ submitted_at: MERGED_AT });
    expect(await digest()).toEqual({
      digest: DIGEST,
      source: 'the one that `alice` approved on pull request 7',
    });
  });

  test('is the one that somebody gives, and nothing is asked', async () => {
    expect((await digest({ DEPLOY_DIGEST: ` ${DIGEST}\n` })).digest).toBe(DIGEST);
    expect(github.requests).toEqual([]);
  });

  test.each(['sha256:00', `${DIGEST}\nseal=x`, 'sandbox', '$(id)'])('is not %j', async (given) => {
    await expect(digest({ DEPLOY_DIGEST: given })).rejects.toMatchObject({ code: 'deploy/digest' });
  });

  test.each<[string, readonly object[], Parameters<typeof comment>[0] | undefined, string]>([
    [
      'a push without a pull request',
      [],
      undefined,
      'no merged pull request contains the commit bbbbbbbbbbbb',
    ],
    [
      'one that was closed',
      [pull({ merged_at: null })],
      {},
      'no merged pull request contains the commit bbbbbbbbbbbb',
    ],
    [
      'one merged into another branch',
      [pull({ base: { ref: 'release' } })],
      {},
      'no merged pull request contains the commit bbbbbbbbbbbb',
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
  ])('is none after %s', async (_title, pulls, written, problem) => {
    github.pulls.set(COMMIT, [...pulls]);
    if (written !== undefined) comment(written);
    await expect(digest()).rejects.toMatchObject({
      code: 'deploy/not-reviewed',
      summary: `this deploy has not been reviewed: ${problem}`,
    });
  });
});

describe('an approval', () => {
  const other = { login: 'carol', type: 'User' };
  const REVIEW = 'the review of x on pull request 7';
  const NONE = `${REVIEW} has no approval of its last commit by another person with write access to the repository`;

  beforeEach(() => {
    github.pulls.set(COMMIT, [pull()]);
    github.permissions.set('bob', 'write').set('carol', 'admin').set('dave', 'read');
  });

  test.each<[title: string, reviews: readonly Partial<FakeReview>[]]>([
    ['of the last commit', [{}]],
    ['after requested changes', [{ state: 'CHANGES_REQUESTED' }, {}]],
    ['that a comment follows', [{}, { state: 'COMMENTED' }]],
    [
      'that somebody without a right objects to',
      [{}, { user: { login: 'dave', type: 'User' }, state: 'CHANGES_REQUESTED' }],
    ],
    ['given anew after it was dismissed', [{ state: 'DISMISSED' }, {}]],
    ['beside one that was dismissed', [{ user: other, state: 'DISMISSED' }, {}]],
    ['that names the digest', [{ body: `Looks right.\r\ndigest: ${DIGEST}\r\n` }]],
    ['that names the digest without its hash, as code', [{ body: `- Digest: \`${'1'.repeat(64)}\`` }]],
    ['beside one that names another digest', [{ user: other, body: `digest: sha256:${'2'.repeat(64)}` }, {}]],
  ])('%s binds', async (_title, reviews) => {
    comment();
    reviews.forEach(approve);
    expect((await digest()).digest).toBe(DIGEST);
  });

  test.each<[title: string, reviews: readonly Partial<FakeReview>[], problem: string]>([
    ['that nobody gave', [], NONE],
    ['of an older commit', [{ commit_id: 'c'.repeat(40) }], NONE],
    ['by the author', [{ user: { login: 'bob', type: 'User' } }], NONE],
    ['by a workflow', [{ user: { login: 'github-actions[bot]', type: 'Bot' } }], NONE],
    ['by an account that is gone', [{ user: null }], NONE],
    ['by somebody who may only read', [{ user: { login: 'dave', type: 'User' } }], NONE],
    ['that was dismissed', [{ state: 'DISMISSED' }], NONE],
    ['that was taken back', [{}, { state: 'CHANGES_REQUESTED' }], NONE],
    ['that was never submitted', [{ state: 'PENDING', submitted_at: '' }], NONE],
    ['after the merge', [{ submitted_at: '2026-11-02T10:00:01Z' }], NONE],
    ['without a date', [{ submitted_at: '' }], NONE],
    [
      'of another digest',
      [{ body: `digest: sha256:${'2'.repeat(64)}` }],
      `${REVIEW} has the digest ${DIGEST}, but the approval of \`alice\` names \`sha256:${'2'.repeat(64)}\``,
    ],
    [
      'of two digests',
      [{ body: `digest: ${DIGEST}\ndigest: sha256:${'2'.repeat(64)}` }],
      `${REVIEW} has the digest ${DIGEST}, but the approval of \`alice\` names \`more than one\``,
    ],
  ])('%s does not bind', async (_title, reviews, problem) => {
    comment();
    reviews.forEach(approve);
    await expect(digest()).rejects.toMatchObject({
      code: 'deploy/not-approved',
      summary: `this deploy has not been approved: ${problem}`,
    });
  });

  test.each([
    ['after it', '2026-11-02T09:30:01Z'],
    ['in its second', APPROVED_AT],
    ['nobody knows when', ''],
  ])('does not bind to a comment that was written %s', async (_title, at) => {
    comment({ at });
    approve();
    await expect(digest()).rejects.toMatchObject({
      code: 'deploy/not-approved',
      summary: `this deploy has not been approved: ${REVIEW} was written at \`${at}\`, not before the approval of \`alice\` at \`${APPROVED_AT}\``,
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
      summary: 'this run is for commit bbbbbbbbbbbb, but main is now at `cccccccccccc`',
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
