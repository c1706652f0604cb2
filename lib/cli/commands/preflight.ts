import { Command, Option } from 'commander';
import { apiAccess, cloudflareReader } from '../../api-client';
import {
  checkLists,
  cloudflareDryRun,
  listsOfStack,
  preflight,
  providerVersions,
  reportJson,
  reportText,
  stackLists,
} from '../../preflight';
import { InputError, safeJson } from '../../errors';
import { examples } from '../examples';
import { EXIT_FOUND, EXIT_USAGE } from '../exit-codes';
import { readConfiguration, readStack, type StackPlace } from '../input/read-stack';

/** `waf preflight <stack>` */
export function preflightCommand(): Command {
  return new Command('preflight')
    .description('Report which rules Terraform would lose and Cloudflare would refuse in a deploy')
    .argument('<stack>', 'name of a synthesised stack')
    .option('--output <dir>', 'folder that `cdktf synth` writes to (default: as in cdktf.json)')
    .addOption(
      new Option('--ask <when>', 'ask Cloudflare, with a dry run, whether it would accept the rules')
        .choices(['if-allowed', 'required', 'never'])
        .default('if-allowed'),
    )
    .addOption(new Option('--format <format>', 'output format').choices(['text', 'json']).default('text'))
    .addHelpText('after', examples('cdktf synth && waf preflight dashboard-waf'))
    .addHelpText(
      'after',
      '\nRequires CLOUDFLARE_API_TOKEN with Zone WAF Read and Zone Read, and Zone WAF Edit for the dry run. Nothing is written.\nExit code: 0 nothing found, 1 something would be lost or refused, 2 no result.',
    )
    .action(async (stack: string, { output, ask, format }: PreflightFlags) => {
      const place = {
        directory: process.cwd(),
        environment: process.env,
        ...(output === undefined ? {} : { output }),
      };
      const { content } = readConfiguration(stack, place);
      const versions = providerVersions(content);
      const lists = stackLists(content);
      const zones = zonesOf(stack, place, lists.length > 0);
      const reports = zones.length === 0 ? [] : await reportsOf(zones, ask, listsOfStack(content));
      const listReports = lists.length === 0 ? [] : await listReportsOf(lists, reports);
      process.stdout.write(
        format === 'json'
          ? `${safeJson(reportJson(stack, reports, versions, listReports))}\n`
          : reportText(reports, listReports, versions),
      );
      process.exitCode = exitCode(reports, listReports, ask);
    });
}

type Reports = Awaited<ReturnType<typeof preflight>>;
type ListReports = Awaited<ReturnType<typeof checkLists>>;

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

/** The zones of the stack; a stack of nothing but lists has none. */
function zonesOf(stack: string, place: StackPlace, hasLists: boolean): ReturnType<typeof readStack> {
  try {
    return readStack(stack, place);
  } catch (error) {
    if (hasLists && error instanceof InputError && error.code === 'stack/no-zone-waf') return [];
    throw error;
  }
}

function listReportsOf(lists: ReturnType<typeof stackLists>, reports: Reports): Promise<ListReports> {
  const used = reports.flatMap(({ usedLists }) => usedLists);
  return checkLists(lists, used, cloudflareReader(apiAccess(process.env)));
}

function exitCode(reports: Reports, lists: ListReports, ask: PreflightFlags['ask']): number | undefined {
  const isFound = reports.some(
    ({ findings, problems, dryRun }) =>
      findings.length > 0 || problems.length > 0 || dryRun.outcome === 'refused',
  );
  if (isFound || lists.some(({ outcome }) => outcome === 'refused')) return EXIT_FOUND;
  const isUntold = reports.some(({ dryRun }) => dryRun.outcome === 'not-allowed');
  return isUntold && ask === 'required' ? EXIT_USAGE : undefined;
}
