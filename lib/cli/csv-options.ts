import type { Command } from 'commander';
import type { ReadOptions } from '../evidence';

/** What the options of {@link csvOptions} hold. */
export interface CsvFlags {
  readonly columns?: readonly string[];
  readonly delimiter: string;
}

/** Adds the options that tell how to read CSV: `--columns` and `--delimiter`. */
export function csvOptions(command: Command): Command {
  return command
    .option('--columns <names>', 'the fields of CSV without a header, separated by commas', names)
    .option('--delimiter <text>', 'what stands between the fields of CSV; `\\t` is a tab', ',');
}

/** What the options tell the reader of evidence. */
export function readCsvOptions({ columns, delimiter }: CsvFlags): Pick<ReadOptions, 'columns' | 'delimiter'> {
  return {
    delimiter: delimiter === '\\t' ? '\t' : delimiter,
    ...(columns !== undefined && { columns }),
  };
}

function names(text: string): readonly string[] {
  return text.split(',').map((name) => name.trim());
}
