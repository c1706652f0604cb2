import { show } from '../../errors';
import { type Exemption, skipsAllOf } from '../questions/coverage';
import { namespaceOf } from '../../rulesets';
import { type FoundInList, listLint } from '../rule';

export const duplicateException = listLint(
  'duplicate-exception',
  'warning',
  'two exceptions for the same requests',
  ({ exemptions }) => {
    const seen = new Map<string, Exemption>();
    return exemptions.flatMap((exemption): FoundInList[] => {
      const key = exemption.conditions.join();
      const first = seen.get(key);
      if (first === undefined) {
        seen.set(key, exemption);
        return [];
      }
      const { rule } = exemption;
      if (!skipsAllOf(first.rule, rule)) return [];
      return [
        {
          message: `${nameOf(first)} skips the same for the same requests`,
          help:
            namespaceOf(first.rule) === namespaceOf(rule)
              ? 'remove one of them'
              : 'agree with the other team which of the two stays',
          rule: exemption.position,
        },
      ];
    });
  },
);

function nameOf({ position, rule }: Exemption): string {
  const namespace = namespaceOf(rule);
  const owner = namespace === undefined ? '' : ` of the namespace ${show(namespace)}`;
  return `rule ${position + 1}${owner}`;
}
