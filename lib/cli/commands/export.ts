import { Command } from 'commander';
import { type JsonObject, renderConfiguration } from '../../hcl';
import { examples } from '../examples';
import { readConfiguration } from '../input/read-stack';
import { safeHcl } from '../report/safe-text';

/** `waf export <stack>` */
export function exportCommand(): Command {
  return new Command('export')
    .description('Print a stack as plain Terraform HCL, for leaving CDKTF')
    .argument('<stack>', 'name of a synthesised stack')
    .option('--output <dir>', 'folder that `cdktf synth` writes to (default: as in cdktf.json)')
    .addHelpText('after', examples('cdktf synth && waf export dashboard-waf > main.tf'))
    .addHelpText('after', '\nExit code: 0 printed, 2 an error.')
    .action((stack: string, { output }: { readonly output?: string }) => {
      const { content } = readConfiguration(stack, {
        directory: process.cwd(),
        environment: process.env,
        ...(output === undefined ? {} : { output }),
      });
      process.stdout.write(safeHcl(renderConfiguration(content as JsonObject)));
    });
}
