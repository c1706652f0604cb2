import { runCommand } from '../../../lib/ci/terraform/run-command';
import { withoutCommands, workflowError } from '../../../lib/ci/github/workflow-commands';

const ON_GITHUB = { GITHUB_ACTIONS: 'true' };

async function printed(
  environment: NodeJS.ProcessEnv,
  action: (write: (text: string) => void) => Promise<void>,
) {
  const spy = jest.spyOn(process.stdout, 'write').mockReturnValue(true);
  try {
    await withoutCommands(environment, action).catch(() => undefined);
    return spy.mock.calls.map(([text]) => String(text)).join('');
  } finally {
    spy.mockRestore();
  }
}

test('what a step prints cannot command the runner, and commands work again after it', async () => {
  const text = await printed(ON_GITHUB, (write) => {
    write('::error::from a rule\n');
    return Promise.reject(new Error('x'));
  });
  const [, token] = /^::stop-commands::([0-9a-f-]{36})\n/.exec(text) ?? [];
  expect(text).toBe(`::stop-commands::${token ?? ''}\n::error::from a rule\n\n::${token ?? ''}::\n`);
  const [again] = (await printed(ON_GITHUB, () => Promise.resolve())).split('\n');
  expect(again).not.toBe(`::stop-commands::${token ?? ''}`);
});

test('outside of GitHub nothing is added', async () => {
  const text = await printed({}, (write) => {
    write('a\n');
    return Promise.resolve();
  });
  expect(text).toBe('a\n');
});

test.each([
  [ON_GITHUB, '::error::100%25%0A::warning::x \\u{1b}[31m\n'],
  [{}, 'error: 100%\n::warning::x \\u{1b}[31m\n'],
])('an error is one annotation on GitHub, and lines elsewhere', (environment, expected) => {
  expect(workflowError(environment, '100%\n::warning::x \u001b[31m')).toBe(expected);
});

test('a command is shown line by line, without what could steer a terminal', async () => {
  const lines: string[] = [];
  const code =
    'console.log("\\u001b[31mred\\u001b[0m\\ta\\u0007"); console.error("\\u202eb"); console.log(process.env.TF_CLI_ARGS_plan); process.exitCode = 3';
  const { code: exit, output } = await runCommand(process.execPath, ['-e', code], {
    environment: { TF_CLI_ARGS_plan: 'of others' },
    extra: { TF_CLI_ARGS_plan: 'of the step' },
    write: (text) => lines.push(text),
  });
  expect(exit).toBe(3);
  expect(lines.sort()).toEqual(['\\u{202e}b\n', 'of the step\n', 'red  a\\u{7}\n']);
  expect(output.split('\n').sort()).toEqual(['', ...lines.map((line) => line.trimEnd())].sort());
});

test('a command that prints a secret does not get it into the log', async () => {
  const lines: string[] = [];
  const token = 'q7Zk9xWb2LmPq4TnR8sYd6UfHgJ3cKe5Aa0_-tVu';
  const { output } = await runCommand(
    process.execPath,
    ['-e', 'console.log(process.env.CLOUDFLARE_API_TOKEN)'],
    {
      environment: { CLOUDFLARE_API_TOKEN: token },
      write: (text) => lines.push(text),
    },
  );
  expect([lines, output]).toEqual([['[redacted]\n'], '[redacted]\n']);
});

test('a program that is missing is told', async () => {
  const result = await runCommand('/nowhere/cdktf', [], { environment: {}, write: () => undefined });
  expect(result).toEqual({
    code: 127,
    output: expect.stringContaining('/nowhere/cdktf cannot be run') as string,
  });
});
