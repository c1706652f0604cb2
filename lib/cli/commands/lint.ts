import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { Command, InvalidArgumentError, Option } from 'commander';
import { CHECKED_PHASES, type CheckedPhase, type ZonePlan, PLANS } from '../../cloudflare';
import { escapeLines, InputError, show } from '../../errors';
import { type FormatName, FORMATS, lintDocument, type LintedList, type LintOptions } from '../../lint';
import { examples } from '../examples';
import { EXIT_FOUND } from '../exit-codes';
import { fixedExpression, fixFile } from '../files/fix-expressions';
import { readJsonFile } from '../input/json-file';
import { optimiseLater } from '../optimise-later';
import { outputFolder } from '../input/read-stack';

/** `waf lint [file...]` */
export function lintCommand(): Command {
  return new Command('lint')
    .description('Find mistakes in the rules of stacks, plans, states and rulesets, or in an expression')
    .argument(
      '[file...]',
      'cdk.tf.json, output of `terraform show -json`, or a ruleset of the API; `-` is standard input (default: every synthesised stack)',
    )
    .option('--expression <text>', 'lint this expression, as if it were an exception')
    .addOption(new Option('--phase <phase>', 'phase of rules that do not name one').choices(CHECKED_PHASES))
    .addOption(new Option('--zone-plan <plan>', "the zone's plan").choices(PLANS))
    .addOption(new Option('--format <format>', 'output format').choices(Object.keys(FORMATS)).default('text'))
    .option('--fix', 'fix expressions where the fix is certain, in files of the API or with --expression')
    .addOption(
      new Option('--max-warnings <count>', 'exit with 1 if there are more warnings than this').argParser(
        count,
      ),
    )
    .addHelpText(
      'after',
      examples(
        'waf lint',
        'waf lint ruleset.json --fix --max-warnings 0',
        'waf lint --expression \'http.host eq "app.example.com"\'',
      ),
    )
    .addHelpText(
      'after',
      '\nExit code: 0 no error, 1 an error or more warnings than `--max-warnings`, 2 a wrong option or a file that cannot be read.',
    )
    .action((files: readonly string[], flags: LintFlags) => {
      optimiseLater();
      const options: LintOptions = {
        ...(flags.phase && { phase: flags.phase }),
        ...(flags.zonePlan && { plan: flags.zonePlan }),
      };
      const lists = lintAll(files, flags, options);
      process.stdout.write(FORMATS[flags.format](lists));
      const severities = lists.flatMap(({ findings }) => findings.map(({ severity }) => severity));
      const warnings = severities.filter((severity) => severity === 'warning').length;
      const { maxWarnings = Infinity } = flags;
      if (warnings > maxWarnings) {
        process.stderr.write(`error: ${warnings} warnings, and --max-warnings allows ${maxWarnings}\n`);
      }
      if (warnings > maxWarnings || severities.includes('error')) process.exitCode = EXIT_FOUND;
    });
}

const NO_RULES = {
  code: 'lint/file',
  help: 'name a JSON file, or no file to lint every synthesised stack',
};

interface LintFlags {
  readonly expression?: string;
  readonly phase?: CheckedPhase;
  readonly zonePlan?: ZonePlan;
  readonly format: FormatName;
  readonly fix?: true;
  readonly maxWarnings?: number;
}

function count(text: string): number {
  if (/^\d{1,9}$/.test(text)) return Number(text);
  throw new InvalidArgumentError('It must be a whole number, such as 0.');
}

function lintAll(
  files: readonly string[],
  { expression, fix, format }: LintFlags,
  options: LintOptions,
): readonly LintedList[] {
  const chosen = files.length === 0 && expression === undefined ? synthesisedFiles() : files;
  const text = fix && expression !== undefined ? fixedExpression(expression, options) : expression;
  if (text !== expression) reportFixed(text, format);
  return [
    ...(text === undefined ? [] : lintDocument({ expression: text }, options)),
    ...chosen.flatMap((file) => {
      const content = readJsonFile(file, NO_RULES);
      const isFixed = fix === true && fixFile(file, content, options) > 0;
      return lintDocument({ file, content: isFixed ? readJsonFile(file, NO_RULES) : content }, options);
    }),
  ];
}

/** On standard error where standard output is for machines. */
function reportFixed(expression: string | undefined, format: FormatName): void {
  const stream = format === 'text' ? process.stdout : process.stderr;
  stream.write(`fixed expression:\n  ${escapeLines(expression ?? '')}\n\n`);
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
