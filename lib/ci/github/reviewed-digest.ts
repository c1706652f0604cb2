import { InputError, show } from '../../errors';
import { type ApprovedPull, type Approval, approvalsOf } from './approvals';
import { GitHub, githubAccess } from './github';
import { type Comment, ownComment } from './post-comment';
import { type CommentState, isDigest, readMarker } from '../reports/review-comment';
import { branchOf, commitOf } from './run-of';
import type { StepContext } from '../step';

interface PullRequest extends ApprovedPull {
  readonly merge_commit_sha: string | null;
  readonly base: { readonly ref: string };
}

/** What may be deployed, and who says so. */
export interface Reviewed {
  readonly digest: string;
  readonly source: string;
}

/**
 * The digest that was reviewed: the one that someone started the workflow with, else the one that a person approved on
 * the pull request that was merged as this commit.
 *
 * @throws InputError `deploy/digest`, `deploy/not-reviewed`, `deploy/not-approved`, `github/...`
 */
export async function reviewedDigest({ stack, environment }: StepContext): Promise<Reviewed> {
  const given = environment['DEPLOY_DIGEST']?.trim() ?? '';
  if (given !== '') {
    if (isDigest(given)) return { digest: given, source: 'the one given to this run' };
    throw new InputError('deploy/digest', {
      message: `the digest must be sha256: and 64 hex digits, got: ${show(given)}`,
      help: 'copy it from the comment of the review, or from the page of the run that stopped',
    });
  }
  const github = new GitHub(githubAccess(environment));
  const pull = await mergedPullRequest(github, commitOf(environment), branchOf(environment));
  return approvedDigest(github, pull, stack);
}

/**
 * The digest of a stack that a person approved on a pull request: it is in our comment, which has not changed
 * since, and an approval that names a digest names this one.
 *
 * @throws InputError `deploy/not-reviewed`, `deploy/not-approved`, `github/...`
 */
export async function approvedDigest(github: GitHub, pull: ApprovedPull, stack: string): Promise<Reviewed> {
  const { number } = pull;
  const comment = await ownComment(github, number, stack);
  const { state } = readMarker(comment?.body ?? '') ?? {};
  if (comment === undefined || state === undefined) {
    throw notReviewed(`pull request ${number} has no review of ${stack}`);
  }
  const review = `the review of ${stack} on pull request ${number}`;
  if (!isDigest(state)) throw notReviewed(`${review} ${WITHOUT_DIGEST[state]}`);
  const approvals = await approvalsOf(github, pull);
  const [approval] = approvals.filter((one) => binds(one, state, comment));
  if (approval === undefined) throw notApproved(review, state, approvals, comment);
  return {
    digest: state,
    source: `the one that ${show(approval.login)} approved on pull request ${number}`,
  };
}

/** The error of a plan that does something else than what was reviewed. */
export function changedDigest(planned: string, { digest, source }: Reviewed): InputError {
  return new InputError('deploy/changed', {
    message: `this deploy would not do what was reviewed: its digest is ${planned}, ${source} is ${digest}`,
    help: 'the zone or the main branch has changed since the review: read the new review on the page of this run; if it is right, start the workflow by hand with its digest',
  });
}

/**
 * Whether the approval is one of this digest in this comment. Whoever runs the plan again or edits the comment changes
 * its time; GitHub's clock has no parts of a second, and no one reads a review in less.
 */
function binds(
  { submittedAt, digest }: Approval,
  reviewed: string,
  { updated_at: updatedAt }: Pick<Comment, 'updated_at'>,
): boolean {
  return Date.parse(updatedAt) < Date.parse(submittedAt) && (digest === undefined || digest === reviewed);
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
  if (merged === undefined) throw notReviewed(`no merged pull request contains ${made}`);
  if (more.length === 0) return merged;
  // GitHub counts a pull request as merged with another one that holds its commits: it may never have been reviewed.
  const numbers = [merged, ...more].map(({ number }) => number).join(', ');
  throw notReviewed(`more than one pull request was merged as ${made}: ${numbers}`);
}

function notReviewed(problem: string): InputError {
  return new InputError('deploy/not-reviewed', {
    message: `this deploy has not been reviewed: ${problem}`,
    help: BY_HAND,
  });
}

const BY_HAND =
  'read the review on the page of this run; if it is right, start the workflow by hand with its digest';

function notApproved(
  review: string,
  digest: string,
  approvals: readonly Approval[],
  { updated_at: updatedAt }: Comment,
): InputError {
  return new InputError('deploy/not-approved', {
    message: `this deploy has not been approved: ${review} ${reasonOf(approvals, digest, updatedAt)}`,
    help: BY_HAND,
  });
}

function reasonOf(approvals: readonly Approval[], digest: string, updatedAt: string): string {
  const [first] = approvals;
  if (first === undefined) {
    return 'has no approval of its last commit by another person with write access to the repository';
  }
  const named = approvals.find((one) => one.digest !== undefined && one.digest !== digest);
  if (named?.digest !== undefined) {
    return `has the digest ${digest}, but the approval of ${show(named.login)} names ${show(named.digest)}`;
  }
  return `was written at ${show(updatedAt)}, not before the approval of ${show(first.login)} at ${show(first.submittedAt)}`;
}
