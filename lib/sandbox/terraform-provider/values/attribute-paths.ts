/**
 * Names an attribute at any depth, whatever the element: `rules[].action_parameters.phases`. Tables of behaviour
 * (defaults, validation, replacement) are keyed by it.
 */
export type AttributeName = string;

/** The name of an attribute inside `parent`; `''` is the root. */
export function attributeName(parent: AttributeName, name: string): AttributeName {
  return parent === '' ? name : `${parent}.${name}`;
}

/** The name that stands for any element of a list, set or map. */
export function elementName(collection: AttributeName): AttributeName {
  return `${collection}[]`;
}
