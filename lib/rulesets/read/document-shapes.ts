import { readValue } from '../../cloudflare/rule';
import { ANY, type Members, type ObjectShape, TEXT } from '../../cloudflare/rule/shape';
import { objectOf } from './members';
import type { PlacedList } from './placed-list';

/** An object of which only some members are looked at. */
function open(members: Members, ...required: readonly string[]): ObjectShape {
  return { kind: 'object', members, required, isOpen: true };
}

function listOfObjects(of: ObjectShape): Members[string] {
  return { kind: 'list', of };
}

const OBJECT = open({});

const MODULE: ObjectShape = open({
  resources: listOfObjects(open({ address: TEXT, type: TEXT, values: OBJECT })),
  get child_modules() {
    return listOfObjects(MODULE);
  },
});

const MODULE_VALUES = open({ root_module: MODULE });

/** What is around the rules, in each kind of file: without it, missing rules would go unnoticed. */
const AROUND: ObjectShape = open({
  // What synthesised stacks declare.
  '//': open({
    'waf-exceptions': listOfObjects(
      open({ exceptions: listOfObjects(open({ phase: TEXT, rule: ANY }, 'phase', 'rule')) }, 'exceptions'),
    ),
  }),
  planned_values: MODULE_VALUES,
  prior_state: open({ values: MODULE_VALUES }),
  resource_changes: listOfObjects(open({ address: TEXT, change: OBJECT })),
  values: MODULE_VALUES,
});

const RAW_STATE: ObjectShape = open({
  resources: listOfObjects(open({ type: TEXT, instances: listOfObjects(open({ attributes: OBJECT })) })),
});

const PULUMI: ObjectShape = open({
  deployment: open({ resources: listOfObjects(open({ type: TEXT, outputs: OBJECT, inputs: OBJECT })) }),
});

/** What of a file that holds rules is not as such a file is written, as a list of its own. */
export function unreadableParts(content: unknown): readonly PlacedList[] {
  const object = objectOf(content);
  const shape = 'lineage' in object ? RAW_STATE : 'deployment' in object ? PULUMI : AROUND;
  // A list of rulesets, or of rules.
  if (Array.isArray(content)) return [];
  const { problems } = readValue(content, shape);
  return problems.length === 0 ? [] : [{ place: 'the file', list: { rules: [], problems } }];
}
