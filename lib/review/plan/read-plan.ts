import { InputError, show } from '../../errors';
import { booleanOf, listOf, objectOf, readListItems, textOf, zonesWithoutEntryPoint } from '../../rulesets';
import { contentOf, withoutNulls } from './content';
import { requireCompleteReads } from './incomplete-reads';
import type {
  Action,
  EntryPointChange,
  ListChange,
  OtherChange,
  Plan,
  PlannedRuleset,
  PlannedZone,
} from './plan';
import type { PlannedRule } from './planned-rule';
import { attributeChanges } from './read-other-change';
import { isAnyMarked, rulesOf } from './read-rules';

const MANAGED_PHASE = 'http_request_firewall_managed';

type Json = Readonly<Record<string, unknown>>;

/** Of every resource: what Cloudflare or Terraform computes, which a review does not look at. */
const COMPUTED = [
  'id',
  'version',
  'last_updated',
  'created_on',
  'modified_on',
  'num_items',
  'num_referencing_filters',
];

/**
 * Reads the output of `terraform show -json <plan file>`.
 *
 * @param name What messages call it: a file.
 * @throws InputError `review/plan` for anything else, `review/incomplete` for a plan that Terraform could not finish or
 * that is of a part of the stack, `review/sensitive` for rules or items that must not be shown
 */
export function readPlan(name: string, content: unknown): Plan {
  const plan = objectOf(content);
  const version = textOf(plan['format_version']);
  if (!('resource_changes' in plan || 'planned_values' in plan) || version === undefined) {
    throw new InputError('review/plan', {
      message: `${show(name)} is no Terraform plan in JSON`,
      help: 'give the output of `terraform show -json <plan file>`; `cdktf plan` leaves the plan file in cdktf.out/stacks/<stack>/plan',
    });
  }
  if (booleanOf(plan['errored']) === true) {
    throw new InputError('review/incomplete', {
      message: `${show(name)} is a plan that Terraform could not finish`,
      help: 'correct what `terraform plan` reported, and plan again',
    });
  }
  if (!version.startsWith('1.')) {
    throw new InputError('review/plan', {
      message: `${show(name)} has the format version ${show(version)}, of which nothing is known here: 1.x is`,
      help: 'update waf-exceptions, or write the JSON with an older Terraform',
    });
  }
  if (booleanOf(plan['complete']) === false) {
    throw new InputError('review/incomplete', {
      message: `${show(name)} is a plan of a part of the stack only`,
      help: 'plan without `-target`: what it leaves out is not reviewed',
    });
  }
  requireCompleteReads(plan);
  const changes = listOf(plan['resource_changes'])
    .map(objectOf)
    .filter(({ mode }) => mode !== 'data');
  const rulesets = changes.filter(isEntryPoint);
  const lists = changes.filter(({ type }) => type === 'cloudflare_list');
  const known = [...rulesets, ...lists];
  known.forEach(requireShowable);
  const entryPoints = rulesets.map(entryPointChange);
  return {
    entryPoints,
    lists: listChanges(lists, plan),
    others: changes
      .filter((change) => !known.includes(change) && actionOf(change) !== 'none')
      .map(otherChange),
    zones: readZones(plan),
    managedRules: readManagedRules(plan),
    dependencies: readDependencies(plan),
    rulesets: [...entryPoints, ...otherRulesets(changes, plan)],
    effects: changes.filter((change) => actionOf(change) !== 'none' || isImported(change)).map(effectOf),
  };
}

function isEntryPoint({ type, change }: Json): boolean {
  const { before, after } = objectOf(change);
  const kinds = [objectOf(before)['kind'], objectOf(after)['kind']];
  return type === 'cloudflare_ruleset' && kinds.some((kind) => kind === 'zone' || kind === 'root');
}

function entryPointChange(resource: Json): EntryPointChange {
  const change = objectOf(resource['change']);
  const action = actionOf(resource);
  const before = objectOf(change['before']);
  const after = action === 'release' ? before : objectOf(change['after']);
  const unknown = objectOf(action === 'release' ? undefined : change['after_unknown']);
  const either = (key: string) => textOf(after[key]) ?? textOf(before[key]) ?? '';
  const address = addressOf(resource);
  return {
    address,
    // Two zones that the plan creates have no ids yet, and are two zones all the same.
    zoneId: either('zone_id') || either('account_id') || address,
    phase: either('phase'),
    kind: either('kind'),
    action,
    isAdopted: isImported(resource),
    before: rulesOf(before),
    after: rulesOf(after, unknown),
    isUnknown: unknown['rules'] === true || unknown['phase'] === true,
  };
}

function otherChange(resource: Json): OtherChange {
  const change = objectOf(resource['change']);
  return {
    address: addressOf(resource),
    type: textOf(resource['type']) ?? '',
    action: actionOf(resource),
    changes: attributeChanges(change),
    before: objectOf(change['before']),
    after: objectOf(change['after']),
  };
}

/** Custom rulesets, and what the plan has read of rulesets that it does not manage. */
function otherRulesets(changes: readonly Json[], plan: Json): readonly PlannedRuleset[] {
  const managed = changes.filter(({ type }) => type === 'cloudflare_ruleset');
  const ids = managed.map(({ change }) => textOf(objectOf(objectOf(change)['before'])['id']));
  const planned = managed
    .filter((resource) => !isEntryPoint(resource))
    .map((resource): PlannedRuleset => {
      const { before, after, after_unknown: unknown } = objectOf(resource['change']);
      const isKept = actionOf(resource) === 'release';
      return {
        before: rulesOf(objectOf(before)),
        after: isKept ? rulesOf(objectOf(before)) : rulesOf(objectOf(after), unknown),
      };
    });
  // The same ruleset may be read more than once.
  const read = new Map(
    dataOf(plan, 'cloudflare_ruleset').map(({ values }) => [textOf(values['id']), values]),
  );
  return [
    ...planned,
    ...[...read]
      .filter(([id]) => id === undefined || !ids.includes(id))
      .map(([, values]): PlannedRuleset => {
        const rules = rulesOf(values);
        return { before: rules, after: rules };
      }),
  ];
}

/** The managed entry points that the plan has read, and those of which it has read that there is none. */
function readManagedRules(plan: Json): ReadonlyMap<string, readonly PlannedRule[]> {
  const none = [...zonesWithoutEntryPoint(plan, MANAGED_PHASE)].map((id) => [id, []] as const);
  const read = dataOf(plan, 'cloudflare_ruleset')
    .filter(({ values: { phase, kind } }) => phase === MANAGED_PHASE && kind === 'zone')
    .map(({ values }) => [textOf(values['zone_id']) ?? '', rulesOf(values)] as const);
  return new Map([...none, ...read]);
}

function readDependencies(plan: Json): ReadonlyMap<string, readonly string[]> {
  const blocks = listOf(objectOf(objectOf(plan['configuration'])['root_module'])['resources']).map(objectOf);
  return new Map(
    blocks.map((block) => [
      addressOf(block),
      listOf(block['depends_on']).filter((one): one is string => typeof one === 'string'),
    ]),
  );
}

/** A review shows rules and items to everybody who reads the pull request; Terraform's JSON holds them in clear. */
function requireShowable(resource: Json): void {
  const { before_sensitive: before, after_sensitive: after } = objectOf(resource['change']);
  if (!isAnyMarked(before) && !isAnyMarked(after)) return;
  throw new InputError('review/sensitive', {
    message: `${show(addressOf(resource))} holds values that are marked as sensitive, which a review would show`,
    help: 'rules and lists can be read in the dashboard: take `sensitive` off the variable that they come from',
  });
}

/** The lists of a plan. Of two with one name, as in two accounts, nobody can tell which one an expression means. */
function listChanges(resources: readonly Json[], plan: Json): readonly ListChange[] {
  const changed = resources.map(listChange);
  // What the plan has read of a list that it changes is older than what it knows of the change.
  const read = readLists(plan).filter(({ name }) => !changed.some((list) => list.name === name));
  const lists = [...changed, ...read];
  return lists.map((list) => {
    const isAmbiguous = lists.some(
      ({ name, before, after }) =>
        name === list.name && JSON.stringify([before, after]) !== JSON.stringify([list.before, list.after]),
    );
    return isAmbiguous ? { ...list, before: undefined, after: undefined } : list;
  });
}

function listChange(resource: Json): ListChange {
  const change = objectOf(resource['change']);
  const action = actionOf(resource);
  const before = objectOf(change['before']);
  const after = action === 'release' ? before : objectOf(change['after']);
  return {
    address: addressOf(resource),
    name: textOf(after['name']) ?? textOf(before['name']) ?? '',
    action,
    isAdopted: isImported(resource),
    before: itemsOf(before),
    after: itemsOf(after),
  };
}

/** The lists that the plan only reads: they stay as they are. */
function readLists(plan: Json): readonly ListChange[] {
  return dataOf(plan, 'cloudflare_list').map(({ address, values }) => {
    // A data source with a search has read some of the items.
    const items = textOf(values['search']) === undefined ? itemsOf(values) : undefined;
    return {
      address,
      name: textOf(values['name']) ?? '',
      action: 'none',
      isAdopted: false,
      before: items,
      after: items,
    };
  });
}

function itemsOf({ items }: Json): readonly string[] | undefined {
  return readListItems(items)?.map(String);
}

function readZones(plan: Json): readonly PlannedZone[] {
  const single = dataOf(plan, 'cloudflare_zone').map(({ values }) => values);
  const found = dataOf(plan, 'cloudflare_zones').flatMap(({ values }) =>
    listOf(values['result']).map(objectOf),
  );
  return [...single, ...found].flatMap(({ id, name, plan: of }): PlannedZone[] => {
    const zoneId = textOf(id);
    return zoneId === undefined
      ? []
      : [{ id: zoneId, name: textOf(name), plan: textOf(objectOf(of)['legacy_id']) }];
  });
}

/** What the plan's data sources of a type have read. */
function dataOf(plan: Json, type: string): readonly { readonly address: string; readonly values: Json }[] {
  const inModule = (module: unknown): readonly Json[] => {
    const { resources, child_modules: children } = objectOf(module);
    return [...listOf(resources).map(objectOf), ...listOf(children).flatMap(inModule)];
  };
  return inModule(objectOf(objectOf(plan['prior_state'])['values'])['root_module'])
    .filter((resource) => resource['mode'] === 'data' && resource['type'] === type)
    .map((resource) => ({ address: addressOf(resource), values: objectOf(resource['values']) }));
}

function addressOf({ address }: Json): string {
  return textOf(address) ?? '';
}

function isImported({ change }: Json): boolean {
  const { importing } = objectOf(change);
  return importing !== undefined && importing !== null;
}

function actionOf({ change }: Json): Action {
  const actions = listOf(objectOf(change)['actions']);
  if (actions.includes('forget')) return actions.includes('create') ? 'create' : 'release';
  if (actions.includes('create')) return actions.includes('delete') ? 'replace' : 'create';
  if (actions.includes('delete')) return 'delete';
  return actions.includes('update') ? 'update' : 'none';
}

/** What a resource is and becomes, without what is computed: the same effect gives the same data. */
function effectOf(resource: Json): Json {
  const { before, after, after_unknown: unknown } = objectOf(resource['change']);
  return {
    address: addressOf(resource),
    action: actionOf(resource),
    imported: isImported(resource),
    before: stateOf(before),
    after: stateOf(after),
    unknown: unknownOf(stateOf(unknown)),
  };
}

function stateOf(values: unknown): unknown {
  if (values === null || values === undefined) return null;
  const state = objectOf(values);
  const kept = Object.fromEntries(Object.entries(state).filter(([key]) => !COMPUTED.includes(key)));
  const rules = kept['rules'];
  return withoutNulls(Array.isArray(rules) ? { ...kept, rules: rules.map(objectOf).map(contentOf) } : kept);
}

/** The places of values that only the apply tells; nothing if there is none. */
function unknownOf(value: unknown): unknown {
  if (value === true) return true;
  if (Array.isArray(value)) {
    const items = value.map((item) => unknownOf(item) ?? null);
    return items.some((item) => item !== null) ? items : undefined;
  }
  const members = Object.entries(objectOf(value)).flatMap(([key, member]) => {
    const unknown = unknownOf(member);
    return unknown === undefined ? [] : [[key, unknown] as const];
  });
  return members.length === 0 ? undefined : Object.fromEntries(members);
}
