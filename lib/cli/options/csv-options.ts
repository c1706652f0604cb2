import type { Command } from 'commander';
import { InputError, show } from '../../errors';
import type { ReadOptions } from '../../evidence';

/** What the options of {@link csvOptions} hold. */
export interface CsvFlags {
  readonly columns?: readonly string[];
  readonly delimiter: string;
}

/** Adds the options that tell how to read CSV: `--columns` and `--delimiter`. */
export function csvOptions(command: Command): Command {
  return command
    .option('--columns <names>', 'names of the fields of CSV without a header, separated by commas', names)
    .option('--delimiter <text>', 'separator of CSV fields; `\\t` is a tab', delimiterOf, ',');
}

/** What the options tell the reader of evidence. */
export function readCsvOptions({ columns, delimiter }: CsvFlags): Pick<ReadOptions, 'columns' | 'delimiter'> {
  return { delimiter, ...(columns !== undefined && { columns }) };
}

function names(text: string): readonly string[] {
  const columns = text.split(',').map((name) => name.trim());
  if (!columns.includes('')) return columns;
  throw new InputError('csv/columns', {
    message: `\`--columns\` has a column without a name, got: ${show(text)}`,
    help: 'name all fields of the Logpush job in their order: --columns RayID,Action,Source,RuleID',
  });
}

function delimiterOf(text: string): string {
  if (text !== '' && !/["\r\n]/.test(text)) return text === '\\t' ? '\t' : text;
  throw new InputError('csv/delimiter', {
    message: `\`--delimiter\` must be a text other than quotes and ends of lines, got: ${show(text)}`,
    help: 'give what the Logpush job has as `field_delimiter`: --delimiter "|"',
  });
}
