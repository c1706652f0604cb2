import { listOf, objectOf, textOf } from '../../rulesets';
import { contentOf, withoutNulls } from './content';
import type { Action } from './plan';
import { sorted } from './sorted';

type Json = Readonly<Record<string, unknown>>;

/** Types of which Cloudflare counts up a version with each write: what is computed says nothing about the effect. */
const COUNTED = ['cloudflare_ruleset', 'cloudflare_list'];

/** Of these types: what Cloudflare computes. */
const COMPUTED = [
  'id',
  'version',
  'last_updated',
  'created_on',
  'modified_on',
  'num_items',
  'num_referencing_filters',
];

/** What Terraform does to the resource of a change. */
export function actionOf({ change }: Json): Action {
  const actions = listOf(objectOf(change)['actions']);
  if (actions.includes('forget')) return actions.includes('create') ? 'create' : 'release';
  if (actions.includes('create')) return actions.includes('delete') ? 'replace' : 'create';
  if (actions.includes('delete')) return 'delete';
  return actions.includes('update') ? 'update' : 'none';
}

/** Whether Terraform takes an object that is there into its state. */
export function isImported({ change }: Json): boolean {
  const { importing } = objectOf(change);
  return importing !== undefined && importing !== null;
}

/** Whether a change does anything, to the object or to where Terraform keeps it. */
export function hasEffect(change: Json): boolean {
  return actionOf(change) !== 'none' || isImported(change) || change['previous_address'] !== undefined;
}

/** What a resource is and becomes, without what Cloudflare counts up: the same effect gives the same data. */
export function effectOf(resource: Json): Json {
  const { before, after, after_unknown: unknown, importing } = objectOf(resource['change']);
  const type = textOf(resource['type']) ?? '';
  return {
    address: textOf(resource['address']) ?? '',
    previous: resource['previous_address'] ?? null,
    deposed: resource['deposed'] ?? null,
    provider: resource['provider_name'] ?? null,
    action: actionOf(resource),
    importing: sorted(importing ?? null),
    before: stateOf(type, before),
    after: stateOf(type, after),
    unknown: unknownOf(stateOf(type, unknown)),
  };
}

function stateOf(type: string, values: unknown): unknown {
  if (values === null || values === undefined) return null;
  const state = objectOf(values);
  if (!COUNTED.includes(type)) return withoutNulls(state);
  const kept = Object.fromEntries(Object.entries(state).filter(([key]) => !COMPUTED.includes(key)));
  const rules = kept['rules'];
  return withoutNulls(Array.isArray(rules) ? { ...kept, rules: rules.map(objectOf).map(contentOf) } : kept);
}

/** The places of values that are known only after the apply; nothing if there is none. */
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
