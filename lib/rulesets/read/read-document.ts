import { asState } from './as-state';
import { listOf, objectOf, textOf } from './members';
import { noRules } from './no-rules';
import type { PlacedList } from './placed-list';
import { readRule, readRuleset } from './read-ruleset';
import { readDeclarations, readStackRulesets } from './read-stack';
import { readModule } from './read-terraform';

/** Key under which a synthesised stack declares its exceptions. */
const DECLARATIONS = 'waf-exceptions';

/**
 * The lists of rules in a JSON file.
 *
 * @throws InputError `rulesets/document` for JSON of another kind
 */
export function readDocument(file: string, content: unknown): readonly PlacedList[] {
  const read = asState(content);
  const object = objectOf(read);
  if ('//' in object || 'resource' in object) {
    const declared = readDeclarations(listOf(objectOf(object['//'])[DECLARATIONS]));
    return [...declared, ...readStackRulesets(content)];
  }
  const planned = object['planned_values'];
  if (planned !== undefined) return readModule(objectOf(planned)['root_module'], unknownByAddress(object));
  if (object['values'] !== undefined) return readModule(objectOf(object['values'])['root_module']);
  // A state without resources.
  if ('format_version' in object) return [];
  const rulesets = readApi(object['result'] ?? object['rulesets'] ?? content);
  if (rulesets !== undefined) return rulesets;
  throw noRules(file, content);
}

/** What only the apply of a plan shows: the planned values leave it out. */
function unknownByAddress(plan: Readonly<Record<string, unknown>>): ReadonlyMap<string, unknown> {
  return new Map(
    listOf(plan['resource_changes'])
      .map(objectOf)
      .map(({ address, change }) => [textOf(address) ?? '', objectOf(change)['after_unknown']]),
  );
}

function readApi(content: unknown): readonly PlacedList[] | undefined {
  const items = Array.isArray(content) ? (content as readonly unknown[]) : [content];
  const objects = items.map(objectOf);
  // The API leaves out `rules` where there are none, and in a list of rulesets; there, some must have them.
  const areRulesets = objects.every((object) => 'rules' in object || ('kind' in object && 'phase' in object));
  if (areRulesets && (!Array.isArray(content) || objects.some((object) => 'rules' in object))) {
    return objects.map((object) => ({
      place:
        ['kind', 'phase']
          .map((key) => textOf(object[key]) ?? '')
          .join(' ')
          .trim() || 'ruleset',
      list: readRuleset(object),
    }));
  }
  if (!objects.every((object) => 'expression' in object)) return undefined;
  return [{ place: 'rules', list: { rules: items.flatMap(readRule) } }];
}
