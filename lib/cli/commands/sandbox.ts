import { basename } from 'node:path';
import { Argument, Command, Option } from 'commander';
import { requireCdktfStarts } from '../../ci/terraform/cdktf-cli';
import { startSandbox } from '../../sandbox';
import { findTerraform } from '../../sandbox/terraform-binary';
import { examples } from '../examples';
import { Foreground } from '../process/foreground';
import { repeated } from '../options/request-option';

/** `waf sandbox -- <command>` */
export function sandboxCommand(): Command {
  return new Command('sandbox')
    .description(
      'Run a command against a simulated Cloudflare on this machine, without an account or network',
    )
    .addArgument(new Argument('<command...>', 'the command and its arguments, after `--`'))
    .addOption(
      new Option('--state <dir>', 'folder for the zones and the Terraform state').default('.waf-sandbox'),
    )
    .option('--zone-file <file>', 'JSON file with the zones of a new sandbox')
    .option('--reset', 'discard what the folder holds and start over')
    .option('--logs <dir>', "folder for logs of the edge, in Logpush's format")
    .option(
      '--origin <url>',
      "server on this machine to put behind the edge, in place of the sandbox's own origin",
    )
    .addOption(
      new Option(
        '--managed-rules <which>',
        'what runs the OWASP ruleset: stand-ins, or ModSecurity with the core rule set',
      )
        .choices(['stand-ins', 'crs'])
        .default('stand-ins'),
    )
    .option('--read-only', 'give the command a read-only token')
    .option('--env <name>', 'pass on this environment variable; may be repeated', repeated)
    .addOption(
      new Option('--provider <which>', "the sandbox's own Terraform provider, or the registry's")
        .choices(['plugin', 'registry'])
        .default('plugin'),
    )
    .addHelpText(
      'after',
      examples('waf sandbox -- cdktf plan dashboard-waf', 'waf sandbox --state .waf-sandbox/mine -- bash'),
    )
    .addHelpText(
      'after',
      '\nExit code: that of the command, 128 plus the number of the signal that ended it, or 2 if the sandbox could not start.',
    )
    .action(async (words: [string, ...string[]], options: SandboxFlags) => {
      const { state, env = [], ...rest } = options;
      if (isCdktf(words)) requireCdktfStarts(process.cwd());
      // From here on a signal ends the command, and not the sandbox without it.
      const foreground = new Foreground();
      try {
        const sandbox = await startSandbox({
          directory: state,
          terraform: await findTerraform(process.env),
          environment: process.env,
          letIn: env,
          ...rest,
        });
        try {
          process.exitCode = await foreground.run(words, sandbox.environment);
        } finally {
          await sandbox.close();
        }
      } finally {
        foreground.close();
      }
    });
}

function isCdktf([program, first]: readonly [string, ...string[]]): boolean {
  return basename((program === 'npx' ? first : undefined) ?? program, '.cmd') === 'cdktf';
}

interface SandboxFlags {
  readonly state: string;
  readonly zoneFile?: string;
  readonly reset?: boolean;
  readonly logs?: string;
  readonly origin?: string;
  readonly managedRules: 'stand-ins' | 'crs';
  readonly readOnly?: boolean;
  readonly env?: readonly string[];
  readonly provider: 'plugin' | 'registry';
}
