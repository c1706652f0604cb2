import { isNested, type Attribute, type Attributes } from '../../../provider-schema';
import { attributeName, elementName, type AttributeName } from '../attribute-paths';
import type { Diagnostic } from '../diagnostics';
import { missingRequired } from './messages';
import { attributeOf, isList, isObject, type Value, type ValueObject, type ValuePath } from '../value';

/** What a check is told of a configured attribute. */
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

/** Runs the checks over a configuration. */
export function runChecks(attributes: Attributes, checks: Checks, config: ValueObject): Diagnostic[] {
  return [
    ...checkObject(attributes, checks, config, [], [], ''),
    ...(checks.whole ?? []).flatMap((check) => check(config)),
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
    return [
      ...requiredChecks(attribute, inner),
      ...(checks.attributes[innerName] ?? []).flatMap((check) => check(inner)),
      ...checkNested(attribute, checks, inner, innerName),
    ];
  });
}

/**
 * Terraform itself asks for the required attributes of a resource, but not for those of nested objects that come from
 * an expression: there a null passes it.
 */
function requiredChecks(attribute: Attribute, { value, path }: Checked): readonly Diagnostic[] {
  return attribute.required === true && value === null && path.length > 1 ? [missingRequired(path)] : [];
}

function checkNested(
  attribute: Attribute,
  checks: Checks,
  checked: Checked,
  name: AttributeName,
): Diagnostic[] {
  if (!isNested(attribute)) return [];
  const { value, path, parents } = checked;
  const inner = (element: Value, elementPath: ValuePath, elementName: AttributeName) =>
    isObject(element)
      ? checkObject(attribute.attributes, checks, element, elementPath, parents, elementName)
      : [];
  if (attribute.nesting === 'single') return inner(value, path, name);
  if (isList(value)) {
    // An element of a set has no place that a path could name.
    const isSet = attribute.nesting === 'set';
    return value.flatMap((element, index) =>
      inner(element, isSet ? path : [...path, index], elementName(name)),
    );
  }
  if (!isObject(value)) return [];
  return Object.entries(value).flatMap(([key, element]) =>
    inner(element, [...path, { key }], elementName(name)),
  );
}
