import { elementPath, memberPath } from '../../errors';
import { listOf, objectOf, textOf } from './members';
import type { PlacedList } from './placed-list';
import { readRuleset } from './read-ruleset';
import { at, type Source } from './source';

/**
 * The rulesets of a module and of those inside of it.
 *
 * @param unknown Of a plan, Terraform's `after_unknown` by address.
 */
export function readModule(
  module: unknown,
  source: Source,
  unknown: ReadonlyMap<string, unknown> = new Map(),
): readonly PlacedList[] {
  const { resources, child_modules: children } = objectOf(module);
  const resourcesPath = memberPath(source.path, 'resources');
  const childrenPath = memberPath(source.path, 'child_modules');
  return [
    ...listOf(resources).flatMap((resource, index): PlacedList[] => {
      const { type, mode, address, values, path } = objectOf(resource);
      if (type !== 'cloudflare_ruleset' || mode === 'data') return [];
      const place = textOf(address) ?? 'cloudflare_ruleset';
      const valuesPath = textOf(path) ?? memberPath(elementPath(resourcesPath, index), 'values');
      return [{ place, list: readRuleset(objectOf(values), at(source, valuesPath), unknown.get(place)) }];
    }),
    ...listOf(children).flatMap((child, index) =>
      readModule(child, at(source, elementPath(childrenPath, index)), unknown),
    ),
  ];
}
