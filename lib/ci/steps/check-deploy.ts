import { renderMarkdown, renderTerminal, type Review } from '../../review';
import { refuseLocalState } from '../policy/local-state';
import { makePlan, runPreflight, synthesise } from '../terraform/make-plan';
import { requireHead } from '../github/require-head';
import { changedDigest, reviewedDigest } from '../github/reviewed-digest';
import { readConfiguration } from '../terraform/stack-files';
import type { Step } from '../step';
import { addSummary, setOutput } from '../github/workflow-commands';

/**
 * Plans the deploy, and lets it pass only if its digest is the reviewed one. Its outputs: `apply` (`true` or `false`) and
 * `seal`, which the next step holds the files to.
 *
 * @throws InputError `deploy/changed` for another digest, `deploy/not-reviewed`, `deploy/not-approved`, `deploy/outdated`, `deploy/local-state`
 */
export const checkDeploy: Step = async (context) => {
  const { environment, stack, write } = context;
  await requireHead(environment);
  await synthesise(context);
  const { files, seal, review } = await makePlan(context, { lock: true });
  refuseLocalState(context, readConfiguration(files));
  await runPreflight(context);
  write(`\n${renderTerminal(review)}\n`);
  if (review.isEmpty) {
    write(`\nnothing to deploy: the zone matches the code of ${stack}\n`);
    setOutput(environment, 'apply', 'false');
    return;
  }
  try {
    const { digest, source } = await reviewedDigest(context);
    if (digest !== review.digest) throw changedDigest(review.digest, { digest, source });
    write(`\nthe digest is ${source}: ${digest}\n`);
  } catch (error) {
    const start = startByHand(environment);
    addSummary(environment, stoppedSummary(stack, review, start));
    write(
      `\nNothing was written. If this review is right, use ${start}, with the digest\n  ${review.digest}\n`,
    );
    throw error;
  }
  setOutput(environment, 'seal', seal);
  setOutput(environment, 'apply', 'true');
};

/** Where on GitHub a person starts this workflow, by the name that its repository gave it. */
function startByHand(environment: NodeJS.ProcessEnv): string {
  const name = environment['GITHUB_WORKFLOW'] ?? '';
  return `Actions > ${/^[\w -]+$/.test(name) ? name : 'Deploy'} > Run workflow`;
}

function stoppedSummary(stack: string, review: Review, start: string): string {
  return [
    `## The deploy of \`${stack}\` stopped before it wrote anything`,
    renderMarkdown(review),
    `To accept this review, use ${start}, with the digest \`${review.digest}\`.`,
  ].join('\n\n');
}
