import type { Right } from '../../rules-language';
import { conditionLint, type Found } from '../rule';

const SECONDS = 'http.request.timestamp.sec';
const MILLISECONDS = 'http.request.timestamp.msec';
/** As seconds the year 5138, as milliseconds 1973: nobody means the former. */
const LEAST_MILLISECONDS = 100_000_000_000n;
/** Of the second in which the request came. */
const MOST_OF_A_SECOND = 999n;

export const timeUnit = conditionLint(
  'time-unit',
  'warning',
  'a time in another unit than its field',
  ({ field, functions }) => (field === SECONDS || field === MILLISECONDS) && functions.length === 0,
  ({ field, right }) =>
    integersOf(right).flatMap(({ value, range }): readonly Found[] => {
      const name = `\`${value.toString()}\``;
      if (field?.name === MILLISECONDS) {
        if (value <= MOST_OF_A_SECOND) return [];
        return [
          {
            message: `\`${MILLISECONDS}\` counts within a second, from 0 to 999, and never reaches ${name}`,
            help: `compare \`${SECONDS}\`, which are seconds since 1970`,
            range,
          },
        ];
      }
      if (value < LEAST_MILLISECONDS) return [];
      return [
        {
          message: `${name} seconds are thousands of years: they look like milliseconds`,
          help: `write \`${(value / 1000n).toString()}\``,
          range,
        },
      ];
    }),
);

function integersOf(
  right: Right | undefined,
): readonly { readonly value: bigint; readonly range: Found['range'] }[] {
  if (right?.kind === 'integer') return [{ value: right.value, range: right.range }];
  if (right?.kind !== 'set') return [];
  return right.items.flatMap((item) => {
    if (item.kind === 'integer') return [{ value: item.value, range: item.range }];
    return item.kind === 'integer-range' ? [{ value: item.to, range: item.range }] : [];
  });
}
