import { show } from '../../errors';
import { listLint } from '../rule';

/** Each of them is the key of a rule. */
const KEYS = ['ref', 'id'] as const;

export const duplicateRef = listLint(
  'duplicate-ref',
  'error',
  'two rules with one `ref`, or one `id`',
  ({ list: { rules } }) =>
    KEYS.flatMap((key) => {
      const seen = new Map<string, number>();
      return rules.flatMap(({ [key]: value }, rule) => {
        if (value === undefined || value === '') return [];
        const first = seen.get(value);
        if (first !== undefined) {
          return [
            {
              message: `rule ${first + 1} has the same \`${key}\`: ${show(value)}`,
              help:
                key === 'ref'
                  ? 'give each rule its own'
                  : 'remove the `id` of a new rule: Cloudflare gives it one',
              rule,
            },
          ];
        }
        seen.set(value, rule);
        return [];
      });
    }),
);
