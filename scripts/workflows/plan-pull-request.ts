import { renderTerminal, type Review } from '../../lib/review';
import { GitHub, githubAccess } from './github';
import { makePlan, runPreflight } from './make-plan';
import { postComment } from './post-comment';
import { requireAllowed } from './policy';
import { failedComment, reviewComment, sandboxComment } from './review-comment';
import { pullRequestOf, runUrl } from './run-of';
import type { Step, StepContext } from './step';
import { withSandbox } from './with-sandbox';
import { addSummary } from './workflow-commands';

/**
 * Plans a pull request and writes the review into the one comment about the stack, and onto the page of the run. Without
 * a Cloudflare token, which a fork never has, it plans against the sandbox and says so.
 *
 * @throws InputError `review/refused` for a review that must not be deployed, and as the plan, the preflight and GitHub
 */
export const planPullRequest: Step = async (context) => {
  const { environment, stack } = context;
  const pull = pullRequestOf(environment);
  const place = { stack, commit: pull.head, url: runUrl(environment) };
  const isZone = (environment['CLOUDFLARE_API_TOKEN'] ?? '') !== '';
  let review: Review;
  try {
    review = isZone ? await reviewZone(context) : await withSandbox(context, reviewOf);
  } catch (error) {
    // The digest of an earlier push must not stand beside a plan that fails.
    await publish(context, pull.number, failedComment(place));
    throw error;
  }
  context.write(`\n${renderTerminal(review)}\n`);
  const comment = isZone ? reviewComment : sandboxComment;
  await publish(context, pull.number, comment(review, place));
  // What the sandbox makes up is nothing to judge.
  if (isZone) requireAllowed(review, environment);
};

async function reviewZone(context: StepContext): Promise<Review> {
  const review = await reviewOf(context);
  await runPreflight(context);
  return review;
}

async function reviewOf(context: StepContext): Promise<Review> {
  return (await makePlan(context, { lock: false })).review;
}

async function publish(context: StepContext, pull: number, body: string): Promise<void> {
  const { environment, stack, write } = context;
  addSummary(environment, body);
  const github = new GitHub(githubAccess(environment));
  if (await postComment(github, pull, stack, body)) return;
  write('\nthis run may not write comments: the review is on the page of the run\n');
}
