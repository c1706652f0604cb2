import { listOf, objectOf, textOf } from './members';
import { readResources } from './read-resources';

/**
 * Ids of the zones that have no entry point of a phase, as a plan or a state has read from Cloudflare: its data source
 * lists the rulesets of the zone, and that one is not among them.
 */
export function zonesWithoutEntryPoint(content: unknown, phase: string): ReadonlySet<string> {
  const read = readResources(content).filter(({ type, isData }) => isData && type === 'cloudflare_rulesets');
  return new Set(
    read.flatMap(({ values }) => {
      const zoneId = textOf(values['zone_id']);
      // One with a limit may have left some out.
      if (
        zoneId === undefined ||
        !Array.isArray(values['result']) ||
        typeof values['max_items'] === 'number'
      ) {
        return [];
      }
      const found = listOf(values['result']).map(objectOf);
      return found.some((one) => one['kind'] === 'zone' && one['phase'] === phase) ? [] : [zoneId];
    }),
  );
}
