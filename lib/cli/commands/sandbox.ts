import { spawn } from 'node:child_process';
import { Argument, Command, Option } from 'commander';
import { InputError, show } from '../../errors';
import { startSandbox } from '../../sandbox';
import { findTerraform } from '../../sandbox/terraform-binary';

/** `waf sandbox -- <command>` */
export function sandboxCommand(): Command {
  return new Command('sandbox')
    .description('Run a command with a Cloudflare on this machine: no account, no network')
    .addArgument(new Argument('<command...>', 'the command and its arguments, after `--`'))
    .addOption(
      new Option('--state <dir>', 'folder that keeps zones and Terraform state').default('.waf-sandbox'),
    )
    .option('--zone-file <file>', 'JSON file with the zones that a new sandbox starts with')
    .option('--reset', 'forget what the folder holds and start anew')
    .option('--read-only', 'give the command a token that may only read')
    .option(
      '--env <name>',
      'let a variable of yours in; may be given several times',
      (name: string, names: readonly string[]) => [...names, name],
      [],
    )
    .addOption(
      new Option('--provider <which>', "the sandbox's own Terraform provider, or the registry's")
        .choices(['plugin', 'registry'])
        .default('plugin'),
    )
    .action(async (words: [string, ...string[]], options: SandboxFlags) => {
      const { state, env, ...rest } = options;
      const sandbox = await startSandbox({
        directory: state,
        terraform: await findTerraform(process.env),
        environment: process.env,
        letIn: env,
        ...rest,
      });
      try {
        process.exitCode = await run(words, sandbox.environment);
      } finally {
        await sandbox.close();
      }
    });
}

interface SandboxFlags {
  readonly state: string;
  readonly zoneFile?: string;
  readonly reset?: boolean;
  readonly readOnly?: boolean;
  readonly env: readonly string[];
  readonly provider: 'plugin' | 'registry';
}

/** Runs the command in the foreground and gives its exit code; signals end it, and then the sandbox. */
async function run(
  [program, ...words]: [string, ...string[]],
  environment: NodeJS.ProcessEnv,
): Promise<number> {
  const child = spawn(program, words, { stdio: 'inherit', env: environment });
  // The terminal sends Ctrl-C to the command as well: the sandbox must outlive it.
  const ignore = (): void => undefined;
  const forward = (): void => void child.kill('SIGTERM');
  process.on('SIGINT', ignore);
  process.on('SIGTERM', forward);
  try {
    return await new Promise<number>((resolve, reject) => {
      child.on('error', (error) => {
        reject(
          new InputError('sandbox/command', {
            message: `the command cannot be run, got: ${show(program)} (${error.message})`,
            help: 'write waf sandbox -- <command>, with a program that is on the PATH',
          }),
        );
      });
      child.on('exit', (code, signal) => {
        resolve(code ?? (signal === 'SIGINT' ? 130 : 143));
      });
    });
  } finally {
    process.off('SIGINT', ignore);
    process.off('SIGTERM', forward);
  }
}
