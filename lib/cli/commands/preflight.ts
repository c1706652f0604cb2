import { Command, Option } from 'commander';
import {
  apiAccess,
  cloudflareDryRun,
  cloudflareReader,
  listsOfStack,
  preflight,
  reportJson,
  reportText,
} from '../../preflight';
import { safeJson } from '../../errors';
import { EXIT_FOUND, EXIT_USAGE } from '../exit-codes';
import { readConfiguration, readStack } from '../read-stack';

/** `waf preflight <stack>` */
export function preflightCommand(): Command {
  return new Command('preflight')
    .description(
      'Tell what Terraform would not carry, and what Cloudflare would refuse, of the rules of a deploy',
    )
    .argument('<stack>', 'name of a synthesised stack')
    .option('--output <dir>', 'folder that `cdktf synth` writes to (default: as in cdktf.json)')
    .addOption(
      new Option('--ask <when>', 'ask Cloudflare whether it would take the rules, by a dry run')
        .choices(['if-allowed', 'required', 'never'])
        .default('if-allowed'),
    )
    .addOption(
      new Option('--format <format>', 'for people or for machines').choices(['text', 'json']).default('text'),
    )
    .addHelpText(
      'after',
      '\nNeeds CLOUDFLARE_API_TOKEN with Zone WAF Read and Zone Read, and Zone WAF Edit to ask; writes nothing.\nExit code: 0 nothing found, 1 something would be lost or refused, 2 it could not be told.',
    )
    .action(async (stack: string, { output, ask, format }: PreflightFlags) => {
      const place = {
        directory: process.cwd(),
        environment: process.env,
        ...(output === undefined ? {} : { output }),
      };
      const zones = readStack(stack, place);
      const ownLists = listsOfStack(readConfiguration(stack, place).content);
      const reports = zones.length === 0 ? [] : await reportsOf(zones, ask, ownLists);
      process.stdout.write(
        format === 'json' ? `${safeJson(reportJson(stack, reports))}\n` : reportText(reports),
      );
      process.exitCode = exitCode(reports, ask);
    });
}

type Reports = Awaited<ReturnType<typeof preflight>>;

interface PreflightFlags {
  readonly output?: string;
  readonly ask: 'if-allowed' | 'required' | 'never';
  readonly format: 'text' | 'json';
}

function reportsOf(
  zones: ReturnType<typeof readStack>,
  ask: PreflightFlags['ask'],
  ownLists: readonly string[],
): Promise<Reports> {
  const access = apiAccess(process.env);
  return preflight(zones, cloudflareReader(access), {
    ...(ask === 'never' ? {} : { ask: cloudflareDryRun(access) }),
    ownLists,
  });
}

function exitCode(reports: Reports, ask: PreflightFlags['ask']): number | undefined {
  const isFound = reports.some(({ findings, dryRun }) => findings.length > 0 || dryRun.outcome === 'refused');
  if (isFound) return EXIT_FOUND;
  const isUntold = reports.some(({ dryRun }) => dryRun.outcome === 'not-allowed');
  return isUntold && ask === 'required' ? EXIT_USAGE : undefined;
}
