import type { Truth, Value } from '../syntax/ast';

/** A boolean value, or an array of them, as a condition. */
export function truthOf(value: Value): Truth {
  return { kind: 'truth', value, ...(value.range === undefined ? {} : { range: value.range }) };
}

/** A condition on the elements does not need the `[*]` behind the array: it is left out, so that there is one tree. */
export function withoutEach(value: Value): Value {
  return { ...value, path: value.path.slice(0, -1) };
}

/**
 * In parentheses the array is no longer the quantifier's own argument but a condition on its elements: of a missing array
 * they are none, as everywhere else. The `[*]` distinguishes the two.
 */
export function ofEach(condition: Truth): Truth {
  return { ...condition, value: { ...condition.value, path: [...condition.value.path, '*'] } };
}
