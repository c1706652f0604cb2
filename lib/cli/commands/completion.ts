import { Argument, Command } from 'commander';
import { completionScript, type Shell, SHELLS } from '../completion-scripts';
import { examples } from '../examples';

/**
 * `waf completion <shell>`
 *
 * @param program Gives the program with all its commands.
 */
export function completionCommand(program: () => Command = () => new Command('waf')): Command {
  return new Command('completion')
    .description('Print a completion script for your shell')
    .addArgument(new Argument('<shell>', 'the shell').choices(SHELLS))
    .addHelpText('after', examples('source <(waf completion bash)', 'waf completion fish | source'))
    .addHelpText('after', '\nExit code: 0 printed, 2 unknown shell.')
    .action((shell: Shell) => {
      process.stdout.write(completionScript(shell, program()));
    });
}
