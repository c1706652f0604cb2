import { Command, Option } from 'commander';
import { apiAccess, cloudflareReader } from '../../api-client';
import { safeJson } from '../../errors';
import {
  type Check,
  liveRuleChecks,
  outcomeOf,
  readLiveZone,
  verificationJson,
  verificationMarkdown,
  verificationText,
} from '../../verify';
import { EXIT_FOUND, EXIT_USAGE } from '../exit-codes';
import { readStack } from '../read-stack';

/** What `waf verify` can print. */
const FORMATS = {
  text: (_stack: string, checks: readonly Check[]) => verificationText(checks),
  markdown: verificationMarkdown,
  json: (stack: string, checks: readonly Check[]) => `${safeJson(verificationJson(stack, checks))}\n`,
} as const;

/** `waf verify <stack>` */
export function verifyCommand(): Command {
  return new Command('verify')
    .description('Look after a deploy whether it did what it was to do')
    .argument('<stack>', 'name of a synthesised stack')
    .option('--strict', 'end with 2 if nobody can tell')
    .option('--output <dir>', 'folder that `cdktf synth` writes to (default: as in cdktf.json)')
    .addOption(
      new Option('--format <format>', 'for people or for machines')
        .choices(Object.keys(FORMATS))
        .default('text'),
    )
    .addHelpText(
      'after',
      '\nNeeds CLOUDFLARE_API_TOKEN with Zone WAF Read and Zone Read; writes nothing.\nExit code: 0 verified, 1 not, 2 it could not be found out.',
    )
    .action(async (stack: string, { strict = false, output, format }: VerifyFlags) => {
      const declarations = readStack(stack, {
        directory: process.cwd(),
        environment: process.env,
        ...(output === undefined ? {} : { output }),
      });
      const checks: Check[] = [];
      for (const declaration of declarations) {
        const reader = cloudflareReader(apiAccess(process.env));
        checks.push(...liveRuleChecks(await readLiveZone(declaration, reader)));
      }
      process.stdout.write(FORMATS[format](stack, checks));
      const outcome = outcomeOf(checks);
      if (outcome === 'failed') process.exitCode = EXIT_FOUND;
      else if (outcome === 'cannot-tell' && strict) process.exitCode = EXIT_USAGE;
    });
}

interface VerifyFlags {
  readonly strict?: boolean;
  readonly output?: string;
  readonly format: keyof typeof FORMATS;
}
