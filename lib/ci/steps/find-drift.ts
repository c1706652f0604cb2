import { InputError } from '../../errors';
import { renderTerminal } from '../../review';
import { driftReport, failedReport } from '../reports/drift-report';
import { closeIssue, openIssue } from '../github/drift-issue';
import { dueRemovals } from '../reports/due-removals';
import { ownPrefixes, stackFiles } from '../terraform/stack-files';
import { GitHub, githubAccess } from '../github/github';
import { makePlan, runStatus, synthesise } from '../terraform/make-plan';
import { runUrl } from '../github/run-of';
import type { Step, StepContext } from '../step';
import { addSummary, setOutput } from '../github/workflow-commands';

/**
 * Plans the main branch and keeps one issue about what it finds: a zone that differs from the code, exceptions that
 * ended, soon end or are unused, a plan that fails. Closes it when nothing is left.
 *
 * @throws InputError of the plan, after the issue reports it
 */
export const findDrift: Step = async (context) => {
  const { environment, stack, write } = context;
  const github = new GitHub(githubAccess(environment));
  const place = { stack, url: runUrl(environment) };
  try {
    const failure = environment['SYNTH_FAILURE'] ?? '';
    if (failure !== '') {
      // An exception that has ended fails the synth, and its stack is written all the same: removing it repairs the synth.
      await handOverRemovals(context).catch(() => undefined);
      const help = 'read the errors of the synth in the log of the run';
      throw new InputError('workflow/synth-failed', { message: failure, help });
    }
    await synthesise(context);
    const { review } = await makePlan(context, { lock: false });
    write(`\n${renderTerminal(review)}\n`);
    const report = driftReport(review, place, await runStatus(context));
    await handOverRemovals(context);
    if (report === undefined) {
      await closeIssue(github, place);
      write(`\nall clear: ${stack}\n`);
      return;
    }
    addSummary(environment, report);
    write(`\n${await openIssue(github, place, report)}\n`);
  } catch (error) {
    // GitHub's own refusals cannot be reported on GitHub.
    if (error instanceof InputError && !error.code.startsWith('github/')) {
      await openIssue(github, place, failedReport(error, place));
    }
    throw error;
  }
};

/** For the job that opens pull requests, where the repository asks for them. */
async function handOverRemovals(context: StepContext): Promise<void> {
  const { environment, stack } = context;
  if (environment['WAF_REMOVALS'] !== 'on') return;
  const removals = await dueRemovals(context, ownPrefixes(stackFiles(stack, environment)));
  setOutput(environment, 'removals', JSON.stringify(removals));
}
