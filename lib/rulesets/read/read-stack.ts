import { listOf, objectOf, textOf } from './members';
import type { PlacedList } from './placed-list';
import { phaseOf, readRule } from './read-ruleset';

/** The exceptions that a synthesised stack declares, by zone and phase. */
export function readDeclarations(zones: readonly unknown[]): readonly PlacedList[] {
  return zones.flatMap((declaration) => {
    const { zone, exceptions } = objectOf(declaration);
    const { name, id } = objectOf(zone);
    const zoneName = textOf(name);
    const phases = new Set(listOf(exceptions).map((exception) => phaseOf(objectOf(exception)['phase'])));
    return [...phases].map((phase) => ({
      place: `zone ${zoneName ?? textOf(id) ?? ''}, ${phase ?? 'unknown phase'}`,
      list: {
        phase,
        kind: 'zone',
        zoneName,
        rules: listOf(exceptions)
          .map(objectOf)
          .filter((exception) => phaseOf(exception['phase']) === phase)
          .flatMap(({ rule }) => readRule(rule)),
      },
    }));
  });
}
