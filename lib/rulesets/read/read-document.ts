import { elementPath } from '../../errors';
import { asState, isPulumi } from './as-state';
import { unreadableParts } from './document-shapes';
import { listOf, objectOf, textOf } from './members';
import { noRules } from './no-rules';
import type { PlacedList } from './placed-list';
import { readRule, readRules, readRuleset } from './read-ruleset';
import { readDeclarations, readStackRulesets } from './read-stack';
import { readModule } from './read-terraform';
import { at, OF_API, OF_PLAN, OF_PULUMI, OF_STATE } from './source';

/** Key under which a synthesised stack declares its exceptions. */
const DECLARATIONS = 'waf-exceptions';

/**
 * The lists of rules in a JSON file.
 *
 * @throws InputError `rulesets/document` for JSON of another kind
 */
export function readDocument(file: string, content: unknown): readonly PlacedList[] {
  return [...readLists(file, content), ...unreadableParts(content)];
}

function readLists(file: string, content: unknown): readonly PlacedList[] {
  const read = asState(content);
  const object = objectOf(read);
  if ('//' in object || 'resource' in object) {
    const zones = objectOf(object['//'])[DECLARATIONS];
    const declared = readDeclarations(listOf(zones), `["//"][${JSON.stringify(DECLARATIONS)}]`);
    return [...declared, ...readStackRulesets(content, zones !== undefined)];
  }
  const { planned_values: planned, values } = object;
  if (planned !== undefined) {
    const source = at(OF_PLAN, 'planned_values.root_module');
    return readModule(objectOf(planned)['root_module'], source, unknownByAddress(object));
  }
  if (values !== undefined) {
    const source = isPulumi(content) ? OF_PULUMI : OF_STATE;
    return readModule(objectOf(values)['root_module'], at(source, 'values.root_module'));
  }
  // A state without resources.
  if ('format_version' in object) return [];
  const key = ['result', 'rulesets'].find((name) => (object[name] ?? null) !== null);
  const rulesets = key === undefined ? readApi(content, '') : readApi(object[key], key);
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

function readApi(content: unknown, path: string): readonly PlacedList[] | undefined {
  const isList = Array.isArray(content);
  const items = isList ? (content as readonly unknown[]) : [content];
  const objects = items.map(objectOf);
  const pathOf = (index: number): string => (isList ? elementPath(path, index) : path);
  // The API leaves out `rules` where there are none, and in a list of rulesets; there, some must have them.
  const areRulesets = objects.every((object) => 'rules' in object || ('kind' in object && 'phase' in object));
  if (areRulesets && (!isList || objects.some((object) => 'rules' in object))) {
    return objects.map((object, index) => ({
      place:
        ['kind', 'phase']
          .map((key) => textOf(object[key]) ?? '')
          .join(' ')
          .trim() || 'ruleset',
      list: readRuleset(object, at(OF_API, pathOf(index))),
    }));
  }
  // One that lacks the one or the other is a rule all the same, and is reported.
  const areRules = items.length === 0 || objects.some((object) => RULE_KEYS.some((key) => key in object));
  if (!areRules) return undefined;
  const source = at(OF_API, path);
  return [
    {
      place: 'rules',
      list: { rules: isList ? readRules(items, source).rules : [readRule(content, source)] },
    },
  ];
}

const RULE_KEYS = ['expression', 'action'];
