import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Command, Option } from 'commander';
import { CHECKED_PHASES, type CheckedPhase, type ZonePlan, PLANS } from '../../cloudflare';
import { InputError, show } from '../../errors';
import { type FormatName, FORMATS, lintDocument, type LintedList, type LintOptions } from '../../lint';
import { EXIT_FOUND } from '../exit-codes';
import { readJsonFile } from '../json-file';
import { optimiseLater } from '../optimise-later';
import { outputFolder } from '../read-stack';

/** `waf lint [file...]` */
export function lintCommand(): Command {
  return new Command('lint')
    .description('Look for mistakes in the rules of stacks, plans, states and rulesets, or in an expression')
    .argument(
      '[file...]',
      'cdk.tf.json, output of `terraform show -json`, or a ruleset of the API; `-` is standard input (default: every synthesised stack)',
    )
    .option('--expression <text>', 'lint this expression, as that of an exception')
    .addOption(
      new Option('--phase <phase>', 'phase of rules that do not name theirs').choices(CHECKED_PHASES),
    )
    .addOption(new Option('--zone-plan <plan>', "the zone's plan").choices(PLANS))
    .addOption(
      new Option('--format <format>', 'for people or for machines')
        .choices(Object.keys(FORMATS))
        .default('text'),
    )
    .addHelpText(
      'after',
      '\nExit code: 0 no error, 1 an error, 2 a wrong option or a file that cannot be read.',
    )
    .action((files: readonly string[], flags: LintFlags) => {
      optimiseLater();
      const options: LintOptions = {
        ...(flags.phase && { phase: flags.phase }),
        ...(flags.zonePlan && { plan: flags.zonePlan }),
      };
      const lists = lintAll(files, flags.expression, options);
      process.stdout.write(FORMATS[flags.format](lists));
      if (lists.some(({ findings }) => findings.some(({ severity }) => severity === 'error'))) {
        process.exitCode = EXIT_FOUND;
      }
    });
}

const NO_RULES = {
  code: 'lint/file',
  help: 'name a file with JSON, or none: then all stacks that were synthesised are linted',
};

interface LintFlags {
  readonly expression?: string;
  readonly phase?: CheckedPhase;
  readonly zonePlan?: ZonePlan;
  readonly format: FormatName;
}

function lintAll(
  files: readonly string[],
  expression: string | undefined,
  options: LintOptions,
): readonly LintedList[] {
  const chosen = files.length === 0 && expression === undefined ? synthesisedFiles() : files;
  return [
    ...(expression === undefined ? [] : lintDocument({ expression }, options)),
    ...chosen.flatMap((file) => lintDocument({ file, content: readJsonFile(file, NO_RULES) }, options)),
  ];
}

/** Every stack that `cdktf synth` has written. */
function synthesisedFiles(): readonly string[] {
  const folder = join(outputFolder({ directory: process.cwd(), environment: process.env }), 'stacks');
  const files = existsSync(folder)
    ? readdirSync(folder)
        .sort()
        .map((stack) => join(folder, stack, 'cdk.tf.json'))
        .filter((file) => existsSync(file))
    : [];
  if (files.length > 0) return files;
  throw new InputError('stack/not-synthesised', {
    message: `there is no synthesised stack in ${show(folder)}`,
    help: 'run `cdktf synth` first, name a file, or use --expression',
  });
}
