import { didYouMean, InputError, show } from '../../lib/errors';

/** CDKTF's stack names; nothing else becomes part of a path, a marker or a command. */
const STACK = /^[A-Za-z0-9_-]{1,64}$/;

/** As CDKTF calls it. */
const SKIP_SYNTH = '--skip-synth';

/**
 * What stands on the command line: a step, a stack, and whether the stack was synthesised before.
 *
 * @param ownStack The stack of this repository, for words that name none.
 * @throws InputError `workflow/step` or `workflow/stack`
 */
export function readWords<T>(
  words: readonly string[],
  steps: Readonly<Record<string, T>>,
  ownStack = '',
): { readonly step: T; readonly stack: string; readonly isSynthesised: boolean } {
  const [name = '', stack = ownStack, ...rest] = words.filter((word) => word !== SKIP_SYNTH);
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
      help: `write npm run workflow -- ${name} <stack> [${SKIP_SYNTH}]; without <stack> it is \`config.stack\` of package.json`,
    });
  }
  return { step, stack, isSynthesised: words.includes(SKIP_SYNTH) };
}
