import { Command, InvalidArgumentError, Option } from 'commander';
import { InputError } from '../../errors';
import {
  askedConditions,
  type Condition,
  CONDITIONS,
  metConditions,
  readAllowed,
  readCondition,
  renderJson,
  renderMarkdown,
  renderTerminal,
  reviewPlan,
} from '../../review';
import { examples } from '../examples';
import { EXIT_FOUND } from '../exit-codes';
import { readPlan } from '../input/read-plan';

const FORMATS = { text: renderTerminal, markdown: renderMarkdown, json: renderJson } as const;

/** `waf review <plan>` */
export function reviewCommand(): Command {
  return new Command('review')
    .description('Show what a plan does to the WAF: which requests lose which protection')
    .argument(
      '<plan>',
      'a stack with a saved plan, or a file with the output of `terraform show -json` (`-`: standard input)',
    )
    .option('--base <plan>', 'plan of the target branch: changes that it makes as well are not new')
    .option('--output <dir>', 'folder that `cdktf synth` writes to (default: as in cdktf.json)')
    .addOption(new Option('--format <format>', 'output format').choices(Object.keys(FORMATS)).default('text'))
    .option(
      '--fail-on <conditions>',
      'exit with 1 if one of these conditions holds, separated by commas',
      words('--fail-on', readCondition),
    )
    .option(
      '--allow <words>',
      'do not fail on these conditions, such as delete, or addresses that Terraform may execute',
      words('--allow', readAllowed),
    )
    .addHelpText(
      'after',
      examples(
        'cdktf plan dashboard-waf && waf review dashboard-waf',
        'waf review plan.json --format markdown --fail-on foreign,error',
      ),
    )
    .addHelpText(
      'after',
      `\nConditions:\n${conditionList()}\n\nExit code: 0 nothing to fail on, 1 a condition holds, 2 no result.`,
    )
    .action(async (plan: string, { base, output, format, failOn = [], allow = [] }: ReviewFlags) => {
      const place = {
        directory: process.cwd(),
        environment: process.env,
        ...(output === undefined ? {} : { output }),
      };
      const source = await readPlan(plan, place);
      const baseSource = base === undefined ? undefined : await readPlan(base, place);
      for (const warning of [source.warning, baseSource?.warning]) {
        if (warning !== undefined) process.stderr.write(`warning: ${warning}\n`);
      }
      const review = reviewPlan(source, { ...(baseSource !== undefined && { base: baseSource }) });
      process.stdout.write(FORMATS[format](review));
      const met = metConditions(review, askedConditions(failOn, allow), allow);
      for (const condition of met) process.stderr.write(`error: ${condition}: ${CONDITIONS[condition]}\n`);
      if (met.length > 0) process.exitCode = EXIT_FOUND;
    });
}

interface ReviewFlags {
  readonly base?: string;
  readonly output?: string;
  readonly format: keyof typeof FORMATS;
  readonly failOn?: readonly Condition[];
  readonly allow?: readonly string[];
}

/** Reads words with commas between; commander shows what is wrong with one, and how the option is called. */
function words<T>(option: string, read: (place: string, word: string) => T): (text: string) => readonly T[] {
  return (text) => {
    try {
      return text.split(',').map((word) => read(option, word.trim()));
    } catch (error) {
      throw error instanceof InputError ? new InvalidArgumentError(error.help) : error;
    }
  };
}

function conditionList(): string {
  return Object.entries(CONDITIONS)
    .map(([condition, meaning]) => `  ${condition.padEnd(10)} ${meaning}`)
    .join('\n');
}
