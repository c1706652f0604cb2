import { InputError, show } from '../../errors';
import { GitHub, githubAccess } from './github';
import { branchOf, commitOf } from './run-of';

/**
 * Refuses a run of a commit that its branch has left behind: started again, or approved late, it would bring back what
 * was taken out since, under a digest that was reviewed once.
 *
 * @throws InputError `deploy/outdated`, `github/...`
 */
export async function requireHead(environment: NodeJS.ProcessEnv): Promise<void> {
  const commit = commitOf(environment);
  const branch = branchOf(environment);
  const github = new GitHub(githubAccess(environment));
  const { object } = await github.get<Reference>(`/git/ref/heads/${encodeURIComponent(branch)}`);
  if (object.sha === commit) return;
  throw new InputError('deploy/outdated', {
    message: `this run is for commit ${commit.slice(0, 12)}, but ${branch} is now at ${show(object.sha.slice(0, 12))}`,
    help: 'let the run for the newest commit deploy; if there is none, start the workflow by hand',
  });
}

interface Reference {
  readonly object: { readonly sha: string };
}
