import { Command, Option } from 'commander';
import { apiAccess, cloudflareReader, preflight, reportJson, reportText } from '../../preflight';
import { EXIT_FOUND } from '../exit-codes';
import { readStack } from '../read-stack';
import { safeJson } from '../safe-text';

/** `waf preflight <stack>` */
export function preflightCommand(): Command {
  return new Command('preflight')
    .description('Tell what Terraform would not carry of the live rules of others')
    .argument('<stack>', 'name of a synthesised stack')
    .option('--output <dir>', 'folder that `cdktf synth` writes to (default: as in cdktf.json)')
    .addOption(
      new Option('--format <format>', 'for people or for machines').choices(['text', 'json']).default('text'),
    )
    .addHelpText(
      'after',
      '\nNeeds CLOUDFLARE_API_TOKEN with Zone WAF Read and Zone Read; writes nothing.\nExit code: 0 all carried, 1 something is not, 2 it could not be told.',
    )
    .action(async (stack: string, { output, format }: PreflightFlags) => {
      const zones = readStack(stack, {
        directory: process.cwd(),
        environment: process.env,
        ...(output === undefined ? {} : { output }),
      });
      const reports =
        zones.length === 0 ? [] : await preflight(zones, cloudflareReader(apiAccess(process.env)));
      process.stdout.write(
        format === 'json' ? `${safeJson(reportJson(stack, reports))}\n` : reportText(reports),
      );
      if (reports.some(({ findings }) => findings.length > 0)) process.exitCode = EXIT_FOUND;
    });
}

interface PreflightFlags {
  readonly output?: string;
  readonly format: 'text' | 'json';
}
