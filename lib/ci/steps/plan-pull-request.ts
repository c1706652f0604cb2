import { type Condition, renderMarkdown, renderTerminal, type Review } from '../../review';
import { GitHub, githubAccess } from '../github/github';
import { makePlan, runPreflight, synthesise } from '../terraform/make-plan';
import { forbiddenBy, policyRefusal, readPolicy } from '../policy/policy';
import { postComment } from '../github/post-comment';
import {
  type CommentPlace,
  failedComment,
  refusedComment,
  reviewComment,
  sandboxComment,
} from '../reports/review-comment';
import type { ApprovedPull } from '../github/approvals';
import { approvedDigest, changedDigest } from '../github/reviewed-digest';
import { plannedFor, runUrl } from '../github/run-of';
import type { Step, StepContext } from '../step';
import { withSandbox } from '../terraform/with-sandbox';
import { addSummary } from '../github/workflow-commands';

/**
 * Plans a pull request and writes the review into the one comment about the stack, and onto the page of the run. Without
 * a Cloudflare token, which a fork never has, it plans against the sandbox and says so. In a merge queue it writes no
 * comment, and fails unless the digest is the approved one: the deploy would stop. Without a pull request, as on
 * someone's own machine, the review is in the log only.
 *
 * @throws InputError `review/refused` for a review that must not be deployed, `deploy/changed`, `deploy/not-reviewed` and
 * `deploy/not-approved` in a merge queue, and as the plan, the preflight and GitHub
 */
export const planPullRequest: Step = async (context) => {
  const { environment, stack, write } = context;
  const planned = plannedFor(environment);
  const pull = planned?.kind === 'pull request' ? planned : undefined;
  const tell = async (comment: (place: CommentPlace) => string): Promise<void> => {
    if (pull === undefined) return;
    await publish(context, pull.number, (previous) =>
      comment({ stack, commit: pull.head, url: runUrl(environment), previous }),
    );
  };
  const isZone = (environment['CLOUDFLARE_API_TOKEN'] ?? '') !== '';
  const { review, forbidden } = await judge(context, isZone).catch(async (error: unknown) => {
    // The digest of an earlier push must not appear next to a plan that fails.
    await tell((place) => failedComment(error, place));
    throw error;
  });
  write(`\n${renderTerminal(review)}\n`);
  if (!isZone) write('\nplanned against the sandbox: CLOUDFLARE_API_TOKEN is not set\n');
  await tell((place) => {
    if (!isZone) return sandboxComment(review, place);
    return forbidden.length > 0 ? refusedComment(review, forbidden, place) : reviewComment(review, place);
  });
  if (forbidden.length > 0) throw policyRefusal(forbidden);
  if (planned?.kind === 'merge queue' && isZone) await requireApproved(context, planned.number, review);
};

/** What has no approval would stop at the deploy, after it is merged: better that it leaves the queue. */
async function requireApproved(context: StepContext, number: number, review: Review): Promise<void> {
  const { environment, stack, write } = context;
  addSummary(environment, renderMarkdown(review));
  if (review.isEmpty) return;
  const github = new GitHub(githubAccess(environment));
  const pull = await github.get<ApprovedPull>(`/pulls/${number}`);
  const { digest, source } = await approvedDigest(github, pull, stack);
  if (digest !== review.digest) throw changedDigest(review.digest, { digest, source });
  write(`\nthe digest is ${source}: ${digest}\n`);
}

interface Judged {
  readonly review: Review;
  /** Why it must not be deployed. */
  readonly forbidden: readonly Condition[];
}

async function judge(context: StepContext, isZone: boolean): Promise<Judged> {
  readPolicy(context.environment);
  return isZone ? planZone(context) : planInSandbox(context);
}

async function planZone(context: StepContext): Promise<Judged> {
  await synthesise(context);
  const { review } = await makePlan(context, { lock: false });
  await runPreflight(context);
  return { review, forbidden: forbiddenBy(review, context.environment) };
}

/** What the sandbox makes up is nothing to judge. */
async function planInSandbox(context: StepContext): Promise<Judged> {
  await synthesise(context);
  const { review } = await withSandbox(context, async (sandboxed) => {
    // It has a folder of its own.
    await synthesise({ ...sandboxed, isSynthesised: false });
    return makePlan(sandboxed, { lock: false });
  });
  return { review, forbidden: [] };
}

async function publish(
  context: StepContext,
  pull: number,
  body: (previous: string | undefined) => string,
): Promise<void> {
  const { environment, stack, write } = context;
  const github = new GitHub(githubAccess(environment));
  const posted = await postComment(github, pull, stack, (previous) => {
    const text = body(previous);
    addSummary(environment, text);
    return text;
  });
  if (!posted) write('\nthis run cannot write comments: the review is on the page of the run\n');
}
