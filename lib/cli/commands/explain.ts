import { Command, Option } from 'commander';
import { escapeLines, safeJson } from '../../errors';
import {
  evaluate,
  type Evaluation,
  compile,
  ExecutionContext,
  explain,
  type Explanation,
  type Expression,
  parse,
  print,
  printExplanation,
  RulesLanguageError,
} from '../../rules-language';
import { examples } from '../examples';
import { EXIT_NO_MATCH, EXIT_USAGE } from '../exit-codes';
import { readRequest, type RequestFlags, requestOptions } from '../options/request-option';

/** How `waf explain` can print what it found. */
const FORMATS = {
  text: textOf,
  json: (evaluation: Evaluation, explanation: Explanation) =>
    `${safeJson({ ...evaluation, explanation: jsonOf(explanation) })}\n`,
} as const;

/** `waf explain <expression>` */
export function explainCommand(): Command {
  const command = new Command('explain')
    .description('Show whether an expression matches a request, and which part of it decides')
    .argument('<expression>', 'expression of the Rules language');
  return requestOptions(command)
    .addOption(new Option('--format <format>', 'output format').choices(Object.keys(FORMATS)).default('text'))
    .addHelpText(
      'after',
      examples(
        `waf explain 'http.host eq "app.example.com" and ssl' --request 'GET https://app.example.com/'`,
      ),
    )
    .addHelpText(
      'after',
      '\nExit code: 0 it matches, 1 it does not match or the result is unknown, 2 a wrong option or an invalid expression.',
    )
    .action((text: string, flags: ExplainFlags) => {
      const expression = readExpression(text);
      if (expression === undefined) return;
      const context = ExecutionContext.fromRequest(readRequest(flags));
      const evaluation = evaluate(compile(expression), context);
      process.stdout.write(FORMATS[flags.format](evaluation, explain(expression, context)));
      if (evaluation.verdict !== true) process.exitCode = EXIT_NO_MATCH;
    });
}

interface ExplainFlags extends RequestFlags {
  readonly format: keyof typeof FORMATS;
}

/** `undefined` for a text that is no expression: its errors are reported with lines and carets. */
function readExpression(text: string): Expression | undefined {
  try {
    return parse(text).expression;
  } catch (error) {
    if (!(error instanceof RulesLanguageError)) throw error;
    console.error(escapeLines(error.message));
    process.exitCode = EXIT_USAGE;
    return undefined;
  }
}

function textOf({ verdict, needs }: Evaluation, explanation: Explanation): string {
  const lines = [
    `${{ true: 'It matches', false: 'It does not match', unknown: 'Whether it matches is unknown' }[`${verdict}`]}.`,
    '',
    printExplanation(explanation),
    ...(needs.length === 0 ? [] : ['', 'What would decide it:', ...needs.map(needText)]),
  ];
  return `${escapeLines(lines.join('\n'))}\n`;
}

/** The kinds of what a verdict may hang on, in words. */
const NEEDS = {
  field: (name: string) => `the field ${name}`,
  list: (name: string) => `the contents of $${name}`,
  function: (name: string) => `the function ${name}`,
  regex: (name: string) => `the regular expression ${name}`,
} as const satisfies Readonly<Record<Evaluation['needs'][number]['kind'], (name: string) => string>>;

function needText({ kind, name, reason }: Evaluation['needs'][number]): string {
  return `  ${NEEDS[kind](name)}${reason === undefined ? '' : `: ${reason}`}`;
}

/** The same data, with each part as the text of its expression. */
function jsonOf({ expression, verdict, decides, values, needs, parts }: Explanation): object {
  return { expression: print(expression), verdict, decides, values, needs, parts: parts.map(jsonOf) };
}
