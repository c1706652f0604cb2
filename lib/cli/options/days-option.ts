import { InvalidArgumentError, Option } from 'commander';

/** Longer than the look-back of any plan. */
const MAX_DAYS = 366;

/** The option `--days <days>` of the commands that read Security Events: a whole number from 1 to 366. */
export function daysOption(meaning: string, byDefault: number): Option {
  return new Option('--days <days>', meaning).default(byDefault).argParser(days);
}

function days(text: string): number {
  const number = /^\d{1,3}$/.test(text) ? Number(text) : 0;
  if (number >= 1 && number <= MAX_DAYS) return number;
  throw new InvalidArgumentError(`It must be a whole number from 1 to ${MAX_DAYS}.`);
}
