import { show } from '../../errors';
import { listLint } from '../rule';

export const duplicateRef = listLint(
  'duplicate-ref',
  'error',
  'two rules with one `ref`',
  ({ list: { rules } }) => {
    const seen = new Map<string, number>();
    return rules.flatMap(({ ref }, rule) => {
      if (ref === undefined || ref === '') return [];
      const first = seen.get(ref);
      if (first !== undefined) {
        return [
          {
            message: `rule ${first + 1} has the same \`ref\`: ${show(ref)}`,
            help: 'give each rule its own',
            rule,
          },
        ];
      }
      seen.set(ref, rule);
      return [];
    });
  },
);
