import { show } from '../../errors';
import { type Exemption, replaces } from '../questions/coverage';
import type { Covering } from '../questions/proven-coverage';
import { namespaceOf } from '../../rulesets';
import { type FoundInList, listLint } from '../rule';

export const duplicateException = listLint(
  'duplicate-exception',
  'warning',
  'two exceptions for the same requests',
  ({ exemptions, coverage, list: { rules } }) => {
    const seen = new Map<string, Exemption>();
    return exemptions.flatMap((exemption): FoundInList[] => {
      // Of two that end apart, `shadowed-exception` reports the one that ends first.
      const key = `${exemption.conditions.join()} ${exemption.end ?? ''}`;
      const written = seen.get(key);
      if (written === undefined) seen.set(key, exemption);
      const first =
        written !== undefined && replaces(written, exemption, rules)
          ? written
          : proven(coverage.coveringOf(exemption));
      if (first === undefined) return [];
      const { rule } = exemption;
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

/** Two exceptions whose conditions are different and mean the same. */
function proven(covering: Covering | undefined): Exemption | undefined {
  return covering?.than === 'same' ? covering.outer : undefined;
}

function nameOf({ position, rule }: Exemption): string {
  const namespace = namespaceOf(rule);
  const owner = namespace === undefined ? '' : ` of the namespace ${show(namespace)}`;
  return `rule ${position + 1}${owner}`;
}
