import { type DriftPlace, markerOf } from '../reports/drift-report';
import type { GitHub } from './github';
import { type Author, BOT, isOurs } from './run-of';

interface Issue {
  readonly number: number;
  readonly body?: string | null;
  readonly user: Author | null;
  /** Issues and pull requests are one list. */
  readonly pull_request?: object;
}

/**
 * Writes the report into the open issue of the stack, or opens one.
 *
 * @returns What it did, in a line.
 */
export async function openIssue(github: GitHub, { stack }: DriftPlace, body: string): Promise<string> {
  const issue = await ownIssue(github, stack);
  if (issue === undefined) {
    await github.post('/issues', { title: `WAF drift: ${stack}`, body });
    return `opened an issue about ${stack}`;
  }
  if (issue.body === body) return `issue ${issue.number} says so already`;
  await github.patch(`/issues/${issue.number}`, { body });
  return `updated issue ${issue.number}`;
}

/** Closes the open issue of the stack, if there is one, and says why. */
export async function closeIssue(github: GitHub, { stack, url }: DriftPlace): Promise<void> {
  const issue = await ownIssue(github, stack);
  if (issue === undefined) return;
  const run = url === undefined ? 'a run of the Drift workflow' : `[a run](${url}) of the Drift workflow`;
  await github.post(`/issues/${issue.number}/comments`, { body: `All clear: ${run} found nothing left.` });
  await github.patch(`/issues/${issue.number}`, { state: 'closed', state_reason: 'completed' });
}

async function ownIssue(github: GitHub, stack: string): Promise<Issue | undefined> {
  const open = await github.list<Issue>(`/issues?state=open&creator=${encodeURIComponent(BOT)}`);
  return open.find(
    (issue) =>
      issue.pull_request === undefined &&
      isOurs(issue) &&
      (issue.body ?? '').split(/\r?\n/)[0] === markerOf(stack),
  );
}
