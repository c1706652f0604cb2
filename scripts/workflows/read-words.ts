import { didYouMean, InputError, show } from '../../lib/errors';

/** CDKTF's stack names; nothing else becomes part of a path, a marker or a command. */
const STACK = /^[A-Za-z0-9_-]{1,64}$/;

/**
 * What stands on the command line: a step and a stack.
 *
 * @throws InputError `workflow/step` or `workflow/stack`
 */
export function readWords<T>(
  [name = '', stack = '', ...rest]: readonly string[],
  steps: Readonly<Record<string, T>>,
): { readonly step: T; readonly stack: string } {
  const step = Object.hasOwn(steps, name) ? steps[name] : undefined;
  if (step === undefined) {
    throw new InputError('workflow/step', {
      message: `the first word must be the name of a step, got: ${show(name)}`,
      help: didYouMean(name, Object.keys(steps)),
    });
  }
  if (!STACK.test(stack) || rest.length > 0) {
    throw new InputError('workflow/stack', {
      message: `the step ${name} takes the name of one stack, got: ${show([stack, ...rest].join(' '))}`,
      help: `write npm run workflow -- ${name} <stack>`,
    });
  }
  return { step, stack };
}
