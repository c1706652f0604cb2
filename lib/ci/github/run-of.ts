import { readFileSync } from 'node:fs';
import { InputError } from '../../errors';
import { wrongVariable } from './runner-variable';

/** Whoever writes with the token of a workflow. Nobody can register a name with brackets. */
export const BOT = 'github-actions[bot]';

/** Who wrote something on GitHub. */
export interface Author {
  readonly login: string;
  readonly type: string;
}

/** Whether a workflow of this repository wrote it: what others write is never believed. */
export function isOurs({ user }: { readonly user: Author | null }): boolean {
  return user?.login === BOT && user.type === 'Bot';
}

/** The commit that the workflow runs on. */
export function commitOf(environment: NodeJS.ProcessEnv): string {
  const sha = environment['GITHUB_SHA'] ?? '';
  if (/^[0-9a-f]{40,64}$/.test(sha)) return sha;
  throw new InputError('github/commit', wrongVariable('GITHUB_SHA', sha, 'the id of the merged commit'));
}

/** The branch that the workflow runs on. */
export function branchOf(environment: NodeJS.ProcessEnv): string {
  const branch = environment['GITHUB_REF_NAME'] ?? '';
  if (branch !== '') return branch;
  throw new InputError('github/branch', wrongVariable('GITHUB_REF_NAME', branch, 'the name of the branch'));
}

/** The page of the run; `undefined` outside of GitHub. */
export function runUrl(environment: NodeJS.ProcessEnv): string | undefined {
  const { GITHUB_SERVER_URL: server, GITHUB_REPOSITORY: repository, GITHUB_RUN_ID: id } = environment;
  return server === undefined || repository === undefined || id === undefined
    ? undefined
    : `${server}/${repository}/actions/runs/${id}`;
}

/** A pull request, and the commit that it proposes. */
export interface PullRequest {
  readonly number: number;
  readonly head: string;
}

/** What a plan is made for; `undefined` outside of GitHub. */
export type PlannedFor =
  | ({ readonly kind: 'pull request' } & PullRequest)
  /** A pull request on its way through a merge queue, merged with the branch already. */
  | { readonly kind: 'merge queue'; readonly number: number };

/**
 * What the event of the workflow is about: a pull request, or one in a merge queue; `undefined` outside of GitHub.
 *
 * @throws InputError `github/event`
 */
export function plannedFor(environment: NodeJS.ProcessEnv): PlannedFor | undefined {
  const file = environment['GITHUB_EVENT_PATH'] ?? '';
  if (file === '' && environment['GITHUB_ACTIONS'] !== 'true') return undefined;
  const { pull_request: pull, merge_group: group } = readEvent(file) as {
    readonly pull_request?: { readonly number?: unknown; readonly head?: { readonly sha?: unknown } };
    readonly merge_group?: { readonly head_ref?: unknown };
  };
  const sha = pull?.head?.sha;
  if (Number.isSafeInteger(pull?.number) && typeof sha === 'string' && /^[0-9a-f]{40,64}$/.test(sha)) {
    return { kind: 'pull request', number: pull?.number as number, head: sha };
  }
  // GitHub names the branch of the queue by the pull request: refs/heads/gh-readonly-queue/main/pr-7-<commit>.
  const [, queued] = /\/pr-(\d+)-[0-9a-f]{40,64}$/.exec(String(group?.head_ref)) ?? [];
  if (queued !== undefined) return { kind: 'merge queue', number: Number(queued) };
  throw new InputError('github/event', {
    message: 'the event of this workflow has no pull request',
    help: 'run this step on `pull_request` or `merge_group`',
  });
}

function readEvent(file: string): object {
  try {
    const event: unknown = JSON.parse(readFileSync(file, 'utf8'));
    if (typeof event === 'object' && event !== null) return event;
  } catch {
    // Falls through: no event at all and one that is no object are the same to us.
  }
  throw new InputError(
    'github/event',
    wrongVariable('GITHUB_EVENT_PATH', file, 'a JSON file with the event of the workflow'),
  );
}
