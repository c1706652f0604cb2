import { actionsOf } from '../../cloudflare';
import { didYouMean, show } from '../../errors';
import { ruleLint } from '../rule';

export const actionName = ruleLint(
  'action-name',
  'error',
  'an action that does not exist, or not in the phase of the rule',
  ({ rule: { action = '', problems = [], path }, list: { phase = '', kind } }) => {
    const wrong = problems.filter(({ pattern }) => pattern === 'action');
    if (wrong.length > 0) return wrong.map(({ message, help, path: at }) => ({ message, help, path: at }));
    // Only the kind of an entry point shows that a zone has it.
    const allowed: readonly string[] | undefined = actionsOf(phase, kind === 'zone' ? 'zones' : 'accounts');
    // The rules of a managed ruleset do what its overrides say.
    if (action === '' || kind === 'managed' || allowed === undefined || allowed.includes(action)) return [];
    return [
      {
        message: `the phase \`${phase}\` has no rules with the action ${show(action)}`,
        help: didYouMean(action, allowed),
        path,
      },
    ];
  },
);
