import { InputError, show } from '../../lib/errors';
import { GitHub, githubAccess } from './github';
import { ownComment } from './post-comment';
import { isDigest, readMarker } from './review-comment';
import { commitOf } from './run-of';
import type { StepContext } from './step';

interface PullRequest {
  readonly number: number;
  readonly merged_at: string | null;
  readonly merge_commit_sha: string | null;
  readonly base: { readonly ref: string };
}

/** What may be deployed, and who says so. */
export interface Reviewed {
  readonly digest: string;
  readonly source: string;
}

/**
 * The digest that was reviewed: the one that somebody started the workflow with, else the one in the comment on the
 * pull request that this commit merged.
 *
 * @throws InputError `deploy/digest`, `deploy/not-reviewed`, `github/...`
 */
export async function reviewedDigest({ stack, environment }: StepContext): Promise<Reviewed> {
  const given = environment['DEPLOY_DIGEST']?.trim() ?? '';
  if (given !== '') {
    if (isDigest(given)) return { digest: given, source: 'the one that this run was started with' };
    throw new InputError('deploy/digest', {
      message: `the digest must be sha256: and 64 hex digits, got: ${show(given)}`,
      help: 'copy it from the comment of the review, or from the page of the run that stopped',
    });
  }
  const github = new GitHub(githubAccess(environment));
  const pull = await mergedPullRequest(github, commitOf(environment), environment['GITHUB_REF_NAME']);
  const comment = await ownComment(github, pull, stack);
  const marker = readMarker(comment?.body ?? '');
  if (marker === undefined || !isDigest(marker.state)) {
    throw notReviewed(
      marker === undefined
        ? `pull request ${pull} has no review of ${stack}`
        : `the review of ${stack} on pull request ${pull} is ${marker.state === 'sandbox' ? 'of the sandbox, not of the zone' : 'that of a failed plan'}`,
    );
  }
  return { digest: marker.state, source: `the one reviewed on pull request ${pull}` };
}

async function mergedPullRequest(
  github: GitHub,
  commit: string,
  branch: string | undefined,
): Promise<number> {
  const pulls = await github.list<PullRequest>(`/commits/${commit}/pulls`);
  const merged = pulls.find(
    ({ merged_at, merge_commit_sha, base }) =>
      merged_at !== null && merge_commit_sha === commit && base.ref === branch,
  );
  if (merged !== undefined) return merged.number;
  throw notReviewed(`no merged pull request made the commit ${commit.slice(0, 12)}`);
}

function notReviewed(problem: string): InputError {
  return new InputError('deploy/not-reviewed', {
    message: `nobody has reviewed what this would deploy: ${problem}`,
    help: 'read the review on the page of this run; if it is right, start the workflow by hand with its digest',
  });
}
