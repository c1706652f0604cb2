import { InputError, show } from '../../lib/errors';
import { GitHub, githubAccess } from './github';
import { ownComment } from './post-comment';
import { type CommentState, isDigest, readMarker } from './review-comment';
import { branchOf, commitOf } from './run-of';
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
 * The digest that was reviewed: the one that somebody started the workflow with, else the one that stood in the comment
 * on the pull request when it was merged as this commit.
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
  const { number, merged_at: mergedAt } = await mergedPullRequest(
    github,
    commitOf(environment),
    branchOf(environment),
  );
  const comment = await ownComment(github, number, stack);
  const { state } = readMarker(comment?.body ?? '') ?? {};
  if (comment === undefined || state === undefined) {
    throw notReviewed(`pull request ${number} has no review of ${stack}`);
  }
  const review = `the review of ${stack} on pull request ${number}`;
  if (!isDigest(state)) throw notReviewed(`${review} ${WITHOUT_DIGEST[state]}`);
  // Also when somebody runs the plan of a merged pull request again, or edits the comment. No date is no proof.
  if (!(Date.parse(comment.updated_at) <= Date.parse(mergedAt))) {
    throw notReviewed(`${review} was written after the merge`);
  }
  return { digest: state, source: `the one reviewed on pull request ${number}` };
}

const WITHOUT_DIGEST: Readonly<Record<Exclude<CommentState, `sha256:${string}`>, string>> = {
  sandbox: 'is of the sandbox, not of the zone',
  failed: 'is that of a failed plan',
  refused: 'was refused by the policy',
};

type Merged = PullRequest & { readonly merged_at: string };

async function mergedPullRequest(github: GitHub, commit: string, branch: string): Promise<Merged> {
  const pulls = await github.list<PullRequest>(`/commits/${commit}/pulls`);
  const [merged, ...more] = pulls.filter(
    (pull): pull is Merged =>
      pull.merged_at !== null && pull.merge_commit_sha === commit && pull.base.ref === branch,
  );
  const made = `the commit ${commit.slice(0, 12)}`;
  if (merged === undefined) throw notReviewed(`no merged pull request made ${made}`);
  if (more.length === 0) return merged;
  // GitHub counts a pull request as merged with another one that holds its commits: nobody has to have looked at it.
  const numbers = [merged, ...more].map(({ number }) => number).join(', ');
  throw notReviewed(`more than one pull request was merged as ${made}: ${numbers}`);
}

function notReviewed(problem: string): InputError {
  return new InputError('deploy/not-reviewed', {
    message: `nobody has reviewed what this would deploy: ${problem}`,
    help: 'read the review on the page of this run; if it is right, start the workflow by hand with its digest',
  });
}
