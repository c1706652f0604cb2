import { isNested, type Attributes } from '../../provider-schema';
import type { AttributeName } from './values/attribute-paths';
import { emptyObject } from './values/conform';
import { equalAttributes, equalObjects } from './values/equality';
import { transformObject } from './values/transform';
import { attributeOf, isObject, UNKNOWN, type Value, type ValueObject, type ValuePath } from './values/value';

/** What the schema message can't say of a resource, and the plan needs. */
export interface PlanRules {
  /** What an attribute becomes that the configuration leaves out. An object stands for all its attributes. */
  readonly defaults: Readonly<Record<AttributeName, Value>>;
  /** A change of these replaces the resource. */
  readonly replace: readonly AttributeName[];
  /** A change of these replaces the resource if the configuration sets them. */
  readonly replaceIfConfigured: readonly AttributeName[];
  /** Known once, known for ever: they keep the state's value where the plan would not know. */
  readonly keepState: readonly string[];
}

/** What the provider is asked to plan. `prior` is null for a creation. */
export interface PlanRequest {
  readonly attributes: Attributes;
  readonly rules: PlanRules;
  readonly prior: ValueObject | null;
  readonly proposed: ValueObject;
  readonly config: ValueObject;
}

/** The planned state, and the attributes whose change replaces the resource. */
export interface Plan {
  readonly planned: ValueObject;
  readonly requiresReplace: readonly ValuePath[];
}

/**
 * Plans as providers of Terraform's plug-in framework do: defaults first; then, if anything changes at all, every
 * computed attribute that the configuration leaves open becomes unknown; then what survives a change is taken from the
 * state.
 */
export function planChange(request: PlanRequest): Plan {
  const { attributes, rules, prior, config } = request;
  const proposed = applyDefaults(request);
  const changes = prior === null || !equalObjects(attributes, proposed, prior);
  const open = changes ? openComputed(attributes, rules, proposed, config) : proposed;
  const planned = keepState(rules, open, prior);
  return { planned, requiresReplace: prior === null ? [] : replacements(request, planned, prior) };
}

function applyDefaults({ attributes, rules, proposed, config }: PlanRequest): ValueObject {
  return transformObject(attributes, proposed, config, ({ name, attribute, value, configured }) => {
    const fallback = rules.defaults[name];
    if (configured !== null || fallback === undefined) return value;
    return isObject(fallback) && isNested(attribute) ? emptyObject(attribute.attributes) : fallback;
  });
}

function openComputed(
  attributes: Attributes,
  rules: PlanRules,
  proposed: ValueObject,
  config: ValueObject,
): ValueObject {
  return transformObject(attributes, proposed, config, ({ name, attribute, value, configured }) => {
    const open = configured === null && attribute.computed === true && !(name in rules.defaults);
    return open ? UNKNOWN : value;
  });
}

function keepState(rules: PlanRules, planned: ValueObject, prior: ValueObject | null): ValueObject {
  const kept = rules.keepState
    .filter((name) => planned[name] === UNKNOWN && attributeOf(prior, name) !== null)
    .map((name) => [name, attributeOf(prior, name)] as const);
  return { ...planned, ...Object.fromEntries(kept) };
}

function replacements(request: PlanRequest, planned: ValueObject, prior: ValueObject): ValuePath[] {
  const { attributes, rules, config } = request;
  return [...rules.replace, ...rules.replaceIfConfigured]
    .map((name) => name.split('.'))
    .filter((path) => {
      const onlyIfConfigured = rules.replaceIfConfigured.includes(path.join('.'));
      return (
        !(onlyIfConfigured && valueAt(config, path) === null) && changesAt(attributes, path, planned, prior)
      );
    });
}

// Inside an object that the plan does not have, nothing changes: its own change says it all.
function changesAt(attributes: Attributes, path: readonly string[], planned: Value, prior: Value): boolean {
  const [name, ...rest] = path;
  if (name === undefined || !isObject(planned)) return false;
  const attribute = attributes[name];
  if (attribute === undefined) return false;
  const [after, before] = [attributeOf(planned, name), attributeOf(prior, name)];
  if (rest.length === 0) return !equalAttributes(attribute, after, before);
  return isNested(attribute) && changesAt(attribute.attributes, rest, after, before);
}

function valueAt(value: Value, path: readonly string[]): Value {
  return path.reduce<Value>(attributeOf, value);
}
