import { isNested, type Attribute, type Attributes } from '../../../provider-schema';
import { attributeName, elementName, type AttributeName } from '../values/attribute-paths';
import type { Diagnostic } from '../grpc/diagnostics';
import { readIntegers } from './integers';
import { missingRequired, readOnlyConfigured } from './messages';
import { attributeOf, isList, isObject, type Value, type ValueObject, type ValuePath } from '../values/value';

/** What a check gets for a configured attribute. */
export interface Checked {
  readonly value: Value;
  readonly path: ValuePath;
  /** The objects around the attribute, from the configuration's root to the one that holds it. */
  readonly parents: readonly Value[];
}

/** Looks at one attribute; also called for one that is null or unknown. */
export type Check = (checked: Checked) => readonly Diagnostic[];

/** The checks of a configuration. */
export interface Checks {
  readonly attributes: Readonly<Record<AttributeName, readonly Check[]>>;
  /** Checks of the configuration as a whole. */
  readonly whole?: readonly ((config: ValueObject) => readonly Diagnostic[])[];
}

/** Runs the checks over a configuration. What the provider can't even read is not checked. */
export function runChecks(attributes: Attributes, checks: Checks, config: ValueObject): Diagnostic[] {
  const { unreadable, readable, problems } = readIntegers(attributes, config);
  if (unreadable !== null) return [unreadable];
  return [
    ...(checks.whole ?? []).flatMap((check) => check(config)),
    ...problems,
    ...checkObject(readable, checks, config, [], [], ''),
  ];
}

function checkObject(
  attributes: Attributes,
  checks: Checks,
  object: Value,
  path: ValuePath,
  parents: readonly Value[],
  parent: AttributeName,
): Diagnostic[] {
  return Object.entries(attributes).flatMap(([name, attribute]) => {
    const inner = { value: attributeOf(object, name), path: [...path, name], parents: [...parents, object] };
    const innerName = attributeName(parent, name);
    const own = [
      ...settingChecks(attribute, inner),
      ...(checks.attributes[innerName] ?? []).flatMap((check) => check(inner)),
    ];
    // What is in an attribute that is wrong itself is not looked at.
    return own.some(({ severity }) => severity === 'ERROR')
      ? own
      : [...own, ...checkNested(attribute, checks, inner, innerName)];
  });
}

/** Terraform itself lets a null pass for a required attribute, and a value for one that only the provider sets. */
function settingChecks(attribute: Attribute, { value, path }: Checked): readonly Diagnostic[] {
  if (value === null) return attribute.required === true ? [missingRequired(path)] : [];
  const isReadOnly = attribute.required !== true && attribute.optional !== true;
  return isReadOnly ? [readOnlyConfigured(path)] : [];
}

function checkNested(
  attribute: Attribute,
  checks: Checks,
  checked: Checked,
  name: AttributeName,
): Diagnostic[] {
  if (!isNested(attribute)) return [];
  const { value, path, parents } = checked;
  const inner = (object: Value, objectPath: ValuePath, objectName: AttributeName) =>
    checkObject(attribute.attributes, checks, object, objectPath, parents, objectName);
  if (attribute.nesting === 'single') return isObject(value) ? inner(value, path, name) : [];
  // In a collection, an element that is null or unknown counts as one whose attributes are all null.
  if (isList(value)) {
    const isSet = attribute.nesting === 'set';
    return value.flatMap((element, index) =>
      inner(element, [...path, isSet ? { element } : index], elementName(name)),
    );
  }
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, element]) =>
    inner(element, [...path, { key }], elementName(name)),
  );
}
