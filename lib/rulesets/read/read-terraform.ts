import { listOf, objectOf, textOf } from './members';
import type { PlacedList } from './placed-list';
import { readRuleset } from './read-ruleset';

/** The rulesets of a module and of those inside of it. */
export function readModule(module: unknown): readonly PlacedList[] {
  const { resources, child_modules: children } = objectOf(module);
  return [
    ...listOf(resources).flatMap((resource): PlacedList[] => {
      const { type, mode, address, values } = objectOf(resource);
      if (type !== 'cloudflare_ruleset' || mode === 'data') return [];
      return [{ place: textOf(address) ?? 'cloudflare_ruleset', list: readRuleset(objectOf(values)) }];
    }),
    ...listOf(children).flatMap(readModule),
  ];
}
