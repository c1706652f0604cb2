import { statSync } from 'node:fs';
import { posix, relative, sep } from 'node:path';
import { formattedAsBefore } from '../../exception-code/formatted';
import { InputError } from '../../errors';
import { removeFromApp } from '../../removal';
import { type DueRemoval, readRemovals, REASONS } from '../reports/due-removals';
import { GitHub, githubAccess } from '../github/github';
import { branchOf, commitOf, runUrl } from '../github/run-of';
import type { Step } from '../step';

interface Pull {
  readonly number: number;
  readonly state: string;
  readonly merged_at: string | null;
}

/**
 * Opens a pull request for each exception that can go, which removes it from the code. One that was opened before is
 * left alone: while it is open, and for good once someone has closed it.
 *
 * @throws InputError `workflow/removals`, and those of GitHub
 */
export const openRemovals: Step = async ({ environment, stack, write }) => {
  const removals = readRemovals(environment['REMOVALS']);
  const github = new GitHub(githubAccess(environment));
  const place = {
    stack,
    base: branchOf(environment),
    commit: commitOf(environment),
    owner: (environment['GITHUB_REPOSITORY'] ?? '').split('/')[0] ?? '',
    url: runUrl(environment),
    root: environment['GITHUB_WORKSPACE'] ?? process.cwd(),
  };
  for (const removal of removals) {
    try {
      write(`${removal.id}: ${await openRemoval(github, place, removal)}\n`);
    } catch (error) {
      // What cannot be removed by itself is no failure: the issue about drift has it.
      if (!(error instanceof InputError) || !error.code.startsWith('remove/')) throw error;
      write(`${removal.id}: not removed: ${error.summary}\n`);
    }
  }
};

interface RemovalPlace {
  readonly stack: string;
  readonly base: string;
  readonly commit: string;
  readonly owner: string;
  readonly url: string | undefined;
  /** Folder of the repository. */
  readonly root: string;
}

/** @returns What it did, in a few words. */
async function openRemoval(
  github: GitHub,
  { stack, base, commit, owner, url, root }: RemovalPlace,
  removal: DueRemoval,
): Promise<string> {
  const { id } = removal;
  const branch = `waf-remove-${stack}-${id}`;
  const head = encodeURIComponent(`${owner}:${branch}`);
  const earlier = await github.list<Pull>(`/pulls?state=all&head=${head}`);
  const open = earlier.find(({ state }) => state === 'open');
  if (open !== undefined) return `pull request ${open.number} already removes it`;
  const refused = earlier.find((pull) => pull.merged_at === null);
  if (refused !== undefined) return `pull request ${refused.number} was closed, so no new one is opened`;

  const { removed, files: changed } = removeFromApp(process.cwd(), [id]);
  const files = await Promise.all(changed.map(formattedAsBefore));
  const tree = (await github.post('/git/trees', {
    base_tree: (await github.get<{ readonly tree: { readonly sha: string } }>(`/git/commits/${commit}`)).tree
      .sha,
    tree: files.map(({ path, after }) => ({
      // The app may be in a folder of the repository.
      path: relative(root, path).split(sep).join(posix.sep),
      mode: (statSync(path).mode & 0o111) === 0 ? '100644' : '100755',
      type: 'blob',
      content: after,
    })),
  })) as { readonly sha: string };
  const title = `Remove the WAF exception ${id}`;
  const made = (await github.post('/git/commits', {
    message: `${title}\n\n${sentence(removal)}`,
    tree: tree.sha,
    parents: [commit],
  })) as { readonly sha: string };
  await setBranch(github, branch, made.sha);
  const unused = removed.flatMap((one) => one.unused);
  const body = bodyOf(removal, { stack, url, unused });
  const pull = (await github.post('/pulls', { title, head: branch, base, body })) as Pull;
  return `opened pull request ${pull.number}`;
}

/** A branch is left behind by a pull request that was merged, or that GitHub refused to open. */
async function setBranch(github: GitHub, branch: string, sha: string): Promise<void> {
  const ref = `refs/heads/${branch}`;
  const found = await github.list<{ readonly ref: string }>(`/git/matching-refs/heads/${branch}`);
  if (found.some((one) => one.ref === ref)) await github.patch(`/git/${ref}`, { sha, force: true });
  else await github.post('/git/refs', { ref, sha });
}

function sentence({ id, reason, ended }: DueRemoval): string {
  const when = ended === undefined ? '' : ` since ${ended}`;
  return `The exception \`${id}\` is no longer needed: ${REASONS[reason]}${when}.`;
}

interface BodyFacts extends Pick<RemovalPlace, 'stack' | 'url'> {
  /** Names in the code that only the exception used. */
  readonly unused: readonly string[];
}

function bodyOf(removal: DueRemoval, { stack, url, unused }: BodyFacts): string {
  const left = unused.map((name) => `\`${name}\``).join(', ');
  const run = url === undefined ? 'The Drift workflow' : `[The Drift workflow](${url})`;
  return [
    sentence(removal),
    `This pull request removes it from the code of the stack \`${stack}\`. The plan of this pull request shows which requests are inspected again.`,
    ...(left === '' ? [] : [`These are no longer used, and are left in place: ${left}.`]),
    '- If tests name the exception, remove them here as well.\n- To keep the exception, close this pull request. It is not opened again.\n- If no checks run here, close and reopen it: GitHub starts no workflows for pull requests that a workflow opens.',
    `${run} opened this.`,
  ].join('\n\n');
}
