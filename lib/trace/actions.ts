/** Actions that end the evaluation of a request. */
const TERMINATING = ['block', 'challenge', 'js_challenge', 'managed_challenge'] as const;

export type TerminatingAction = (typeof TERMINATING)[number];

export function isTerminating(action: string): action is TerminatingAction {
  return (TERMINATING as readonly string[]).includes(action);
}
