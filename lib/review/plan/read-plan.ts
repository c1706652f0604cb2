import { MANAGED_PHASE } from '../../cloudflare';
import { InputError, show } from '../../errors';
import {
  booleanOf,
  incompletePlan,
  isAnyMarked,
  listOf,
  objectOf,
  readListItems,
  textOf,
  zonesWithoutEntryPoint,
} from '../../rulesets';
import { distinct, type Execution } from '../executions/execution';
import { plannedExecutions } from '../executions/planned-executions';
import { synthesisedExecutions } from '../executions/synthesised-executions';
import { configurationOf } from './configuration';
import { actionOf, effectOf, hasEffect, isImported } from './effect';
import { requireCompleteReads } from './incomplete-reads';
import type { EntryPointChange, ListChange, OtherChange, Plan, PlannedRuleset, PlannedZone } from './plan';
import type { PlanSources } from './plan-sources';
import type { PlannedRule } from './planned-rule';
import { attributeChanges } from './read-other-change';
import { rulesOf } from './read-rules';
import { requireReadableRules } from './readable-rules';
import { sorted } from './sorted';

type Json = Readonly<Record<string, unknown>>;

/**
 * Reads the output of `terraform show -json <plan file>`.
 *
 * @param name What messages call it: a file.
 * @param sources The configuration in the plan file, where there is one: it has what the JSON leaves out.
 * @throws InputError `review/plan` for anything else, `review/incomplete` for a plan that Terraform could not finish,
 * that it would not apply or that is of a part of the stack, `review/sensitive` for rules or items that must not be shown
 */
export function readPlan(name: string, content: unknown, sources?: PlanSources): Plan {
  const plan = objectOf(content);
  const version = textOf(plan['format_version']);
  if (!('resource_changes' in plan || 'planned_values' in plan) || version === undefined) {
    throw new InputError('review/plan', {
      message: `${show(name)} is no Terraform plan in JSON`,
      help: 'give the output of `terraform show -json <plan file>`; `cdktf plan` leaves the plan file in cdktf.out/stacks/<stack>/plan',
    });
  }
  const missing = incompletePlan(plan);
  if (missing !== undefined) {
    throw new InputError('review/incomplete', {
      message: `${show(name)} ${missing.says}`,
      help: missing.help,
    });
  }
  if (!version.startsWith('1.')) {
    throw new InputError('review/plan', {
      message: `${show(name)} has the format version ${show(version)}, of which nothing is known here: 1.x is`,
      help: 'update waf-exceptions, or write the JSON with an older Terraform',
    });
  }
  requireCompleteReads(plan);
  requireReadableRules(name, plan);
  if (typeof objectOf(plan['configuration'])['root_module'] !== 'object') {
    throw new InputError('review/incomplete', {
      message: `${show(name)} lacks \`configuration\`, so what Terraform would execute is not known`,
      help: 'give the whole output of `terraform show -json <plan file>`',
    });
  }
  const changes = listOf(plan['resource_changes'])
    .map(objectOf)
    .filter(({ mode }) => mode !== 'data');
  const effects = changes.filter(hasEffect).map(effectOf);
  const invocations = listOf(plan['action_invocations']);
  const isEmpty = effects.length + invocations.length === 0;
  // Terraform says so of a plan without changes too.
  if (booleanOf(plan['applyable']) === false && !isEmpty) {
    throw new InputError('review/incomplete', {
      message: `${show(name)} is a plan that Terraform would not apply (\`applyable\` is false)`,
      help: 'plan again, and correct what `terraform plan` reports',
    });
  }
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
    isEmpty,
    executions: executionsOf(plan, sources),
    digested: {
      effects: byAddress(effects),
      configuration: configurationOf(plan, sources),
      invocations: sorted(invocations),
      variables: sorted(objectOf(plan['variables'])),
      outputs: changedOutputs(plan),
      checks: checkedAddresses(plan),
    },
  };
}

/** The JSON leaves out some of the root module, and the sources cannot be read in modules of other languages. */
function executionsOf(plan: Json, sources: PlanSources | undefined): readonly Execution[] {
  const root = [...(sources ?? [])].flatMap(([file, text]) => {
    const [, name] = /^m-\/([^/]+\.tf\.json)$/.exec(file) ?? [];
    return name === undefined ? [] : [[name, text] as const];
  });
  const planned = plannedExecutions(plan);
  const isPlanned = ({ address, kind }: Execution) =>
    planned.some((one) => one.address === address && one.kind === kind);
  // What a module runs is in the plan.
  const others = synthesisedExecutions(new Map(root)).filter(
    (one) => one.kind !== 'module' && !isPlanned(one),
  );
  return distinct([...planned, ...others]);
}

function byAddress(effects: readonly Json[]): readonly Json[] {
  return [...effects].sort((a, b) => (addressOf(a) < addressOf(b) ? -1 : 1));
}

function changedOutputs(plan: Json): unknown {
  const changed = Object.entries(objectOf(plan['output_changes'])).filter(
    ([, change]) => !listOf(objectOf(change)['actions']).includes('no-op'),
  );
  return sorted(Object.fromEntries(changed));
}

/** What has conditions; whether they hold depends on what is live. */
function checkedAddresses(plan: Json): readonly string[] {
  return listOf(plan['checks'])
    .map((check) => textOf(objectOf(objectOf(check)['address'])['to_display']) ?? '')
    .sort();
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

/** The lists of a plan. Of two with one name, as in two accounts, it is not known which one an expression means. */
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
