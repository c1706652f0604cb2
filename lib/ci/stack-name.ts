import { InputError, show } from '../errors';

/** CDKTF's stack names; nothing else becomes part of a path, a marker or a command, and none is an option. */
const STACK = /^\w[\w-]{0,63}$/;

/** Where a workflow names the stack: what GitHub fills in never becomes part of a command. */
const VARIABLE = 'WAF_STACK';

/** `config.stack` of package.json, as npm hands it on. */
const OF_PACKAGE = 'npm_package_config_stack';

/**
 * The stack that a step is about: the one that the command line names, else that of the variable `WAF_STACK`, else
 * `config.stack` of package.json.
 *
 * @throws InputError `workflow/stack`
 */
export function stackName(given: string | undefined, environment: NodeJS.ProcessEnv): string {
  // What a workflow leaves empty is not named.
  const stack =
    given ?? [VARIABLE, OF_PACKAGE].map((name) => environment[name] ?? '').find((name) => name !== '') ?? '';
  if (STACK.test(stack)) return stack;
  throw new InputError('workflow/stack', {
    message:
      stack === ''
        ? 'no stack was named'
        : `the stack must be a name of letters, digits, - and _ (at most 64), got: ${show(stack)}`,
    help: `name one as \`cdktf list\` does: on the command line, in the variable ${VARIABLE}, or as \`config.stack\` of package.json`,
  });
}
