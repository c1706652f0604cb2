import { listOf, objectOf, textOf } from './members';
import type { PlacedList } from './placed-list';
import { readRuleset } from './read-ruleset';

/**
 * The rulesets of a module and of those inside of it.
 *
 * @param unknown Of a plan, Terraform's `after_unknown` by address.
 */
export function readModule(
  module: unknown,
  unknown: ReadonlyMap<string, unknown> = new Map(),
): readonly PlacedList[] {
  const { resources, child_modules: children } = objectOf(module);
  return [
    ...listOf(resources).flatMap((resource): PlacedList[] => {
      const { type, mode, address, values } = objectOf(resource);
      if (type !== 'cloudflare_ruleset' || mode === 'data') return [];
      const place = textOf(address) ?? 'cloudflare_ruleset';
      return [{ place, list: readRuleset(objectOf(values), unknown.get(place)) }];
    }),
    ...listOf(children).flatMap((child) => readModule(child, unknown)),
  ];
}
