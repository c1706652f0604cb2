import { runStep } from '../../lib/ci/run-step';
import type { Step, StepContext } from '../../lib/ci/step';
import { InputError } from '../../lib/errors';

const ON_GITHUB = { GITHUB_ACTIONS: 'true' };

/** Runs a step as a command does; what it printed, with the word that ends the silence of the runner left out. */
async function run(step: Step, environment: NodeJS.ProcessEnv, stack?: string) {
  const spy = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    const isDone = await runStep(() => step, { stack, environment, waf: ['waf'] });
    const printed = spy.mock.calls.map(([text]) => String(text)).join('');
    return { isDone, printed: printed.replaceAll(/[0-9a-f-]{36}/g, 'WORD') };
  } finally {
    spy.mockRestore();
  }
}

test('a step gets its stack, and what it writes cannot command the runner', async () => {
  const step = ({ stack, write }: StepContext) => {
    write(`::warning::${stack}\n`);
    return Promise.resolve();
  };
  const environment = { ...ON_GITHUB, WAF_STACK: 'shop', TF_VAR_x: 'y' };
  const silenced = [
    '::stop-commands::WORD',
    'warning: TF_VAR_x is set, but is not passed on to Terraform',
    '::warning::shop',
    '',
    '::WORD::',
    '',
  ];
  expect(await run(step, environment)).toEqual({ isDone: true, printed: silenced.join('\n') });
});

test.each<[string, Error, NodeJS.ProcessEnv, string]>([
  [
    'a refusal is an annotation',
    new InputError('deploy/changed', { message: '100% changed', help: 'look' }),
    ON_GITHUB,
    '::error::100%25 changed [deploy/changed]%0A  help: look\n',
  ],
  [
    'a refusal elsewhere is plain',
    new InputError('deploy/changed', { message: 'changed', help: 'look' }),
    {},
    'error: changed [deploy/changed]\n  help: look\n',
  ],
  [
    'a defect has its stack',
    Object.assign(new Error('x'), { stack: 'Error: x\n at y' }),
    {},
    'error: Error: x\n at y\n',
  ],
])('%s', async (_title, error, environment, text) => {
  const { isDone, printed } = await run(() => Promise.reject(error), environment, 'shop');
  expect(isDone).toBe(false);
  expect(printed.endsWith(text)).toBe(true);
});

test('a stack that has no name runs nothing, and is an annotation', async () => {
  const step = jest.fn<Promise<void>, [StepContext]>();
  const { isDone, printed } = await run(step, ON_GITHUB, '../x');
  expect(isDone).toBe(false);
  expect(printed).toMatch(
    /^::error::the stack must be a name .* got: `\.\.\/x` \[workflow\/stack\]%0A {2}help: /,
  );
  expect(step).not.toHaveBeenCalled();
});
