import type { Right } from '../../rules-language';
import type { Condition, Place } from './conditions';

/**
 * What a condition is but for the values in it. Conditions of one shape share one object, and most conditions of a list
 * share a handful: so a lint rule is asked once whether it has anything to say about them.
 */
export interface ConditionShape extends Place {
  /** Name of the field that the value is made of; empty if there is none. */
  readonly field: string;
  /** The field is one of its elements: `field["key"]`, `field[0]`, `field[*]`. */
  readonly isElement: boolean;
  readonly functions: readonly string[];
  readonly operator: Condition['operator'];
  /** What the value is compared with. */
  readonly right: Right['kind'] | undefined;
}

const shapesByField = new Map<string, ConditionShape[]>();

/** The one object for all conditions of this shape. */
export function shapeOf(
  { field, functions, operator, right }: Pick<Condition, 'field' | 'functions' | 'operator' | 'right'>,
  { polarity, quantifier, isException }: Place,
): ConditionShape {
  const name = field?.name ?? '';
  const isElement = field !== undefined && field.path.length > 0;
  let shapes = shapesByField.get(name);
  if (shapes === undefined) {
    shapes = [];
    shapesByField.set(name, shapes);
  }
  for (const shape of shapes) {
    if (
      shape.operator === operator &&
      shape.right === right?.kind &&
      shape.polarity === polarity &&
      shape.isException === isException &&
      shape.isElement === isElement &&
      shape.quantifier === quantifier &&
      haveSame(shape.functions, functions)
    ) {
      return shape;
    }
  }
  const shape = {
    field: name,
    isElement,
    functions,
    operator,
    right: right?.kind,
    polarity,
    quantifier,
    isException,
  };
  shapes.push(shape);
  return shape;
}

function haveSame(a: readonly string[], b: readonly string[]): boolean {
  return a.length === b.length && a.every((name, index) => name === b[index]);
}
