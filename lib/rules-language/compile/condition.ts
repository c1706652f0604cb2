import type { Comparison, Expression, Logical, LogicalOperator, Quantifier, Truth } from '../syntax/ast';
import { applyTest, compileTest, testEach } from './comparison';
import { compileElements, compileValue, literalValue, slotOf } from './value';
import type { FieldSlot } from '../context/field-slots';
import type { ExecutionContext } from '../context/execution-context';
import { type FieldTest, isAsWanted, WANTED_TRUE, type Wanted, wantedRange, wantedText } from './field-test';
import { hasInteger, integersOf } from './integer-set';
import { addressesOf, isWithin } from './membership';
import { conjunction, disjunction, negation, parity } from './logic';
import { CLOUDFLARE_SCHEME } from '../catalogue/scheme';
import { isMapped, typeOf } from '../check/type-of';
import { isInteger } from '../evaluate/integers';
import { type Ternary, Unknown } from '../evaluate/unknown';
import type { RuntimeValue } from '../evaluate/values';
import { BOOLEANS } from '../catalogue/types';

/** A condition ready to run: on one request, or on the elements of arrays inside `any` and `all`. */
export type Condition = ScalarCondition | VectorCondition;

export interface ScalarCondition {
  readonly vector: false;
  readonly run: (context: ExecutionContext) => Ternary;
  /** Set if it is nothing but this. */
  readonly test?: FieldTest;
}

export interface VectorCondition {
  readonly vector: true;
  readonly run: (context: ExecutionContext) => readonly Ternary[] | Unknown;
}

/** Turns a checked condition into closures, once, so that running it looks at no tree. */
export function compileCondition(expression: Expression): Condition {
  switch (expression.kind) {
    case 'boolean': {
      const { value } = expression;
      return scalar(() => value);
    }
    case 'truth':
      return compileTruth(expression);
    case 'comparison':
      return compileComparison(expression);
    case 'quantifier':
      return scalar(compileQuantifier(expression));
    case 'not': {
      const operand = compileCondition(expression.operand);
      return operand.vector
        ? vector((context) => mapVerdicts(operand.run(context), negation))
        : scalar(compileNegation(operand));
    }
    case 'logical':
      return compileLogical(expression);
  }
}

function scalar(run: ScalarCondition['run']): Condition {
  return { vector: false, run };
}

function vector(run: VectorCondition['run']): Condition {
  return { vector: true, run };
}

function ofField(slot: FieldSlot, { text, from, end, integers }: Wanted): ScalarCondition {
  const test = { slot, text, from, end, integers };
  return { vector: false, run: (context) => isAsWanted(context.value(slot), test), test };
}

function compileNegation({ run, test }: ScalarCondition): ScalarCondition['run'] {
  return test === undefined
    ? (context) => negation(run(context))
    : (context) => negation(isAsWanted(context.value(test.slot), test));
}

/** A missing boolean is false; those of a missing array are none. */
function compileTruth({ value }: Truth): Condition {
  if (value.kind === 'field' && value.path.length === 0 && typeOf(value, CLOUDFLARE_SCHEME) === 'Bool') {
    return ofField(slotOf(value), WANTED_TRUE);
  }
  const read = compileValue(value);
  if (typeOf(value, CLOUDFLARE_SCHEME) !== BOOLEANS) {
    return scalar((context) => {
      const reading = read(context);
      return reading instanceof Unknown ? reading : reading === true;
    });
  }
  return vector((context) => {
    const reading = read(context);
    return reading instanceof Unknown ? reading : ((reading ?? []) as readonly boolean[]);
  });
}

/** Whether it is false for every value, for one that is not known as well: nothing is in an empty set. */
function isNever({ operator, right }: Comparison): boolean {
  if (right.kind === 'set') return right.items.length === 0;
  return operator === 'bitwise_and' && right.kind === 'integer' && right.value === 0n;
}

function compileComparison(comparison: Comparison): Condition {
  const { left, right } = comparison;
  if (isMapped(left)) {
    const test = compileTest(comparison);
    const read = compileElements(left);
    return vector((context) => {
      const elements = read(context);
      return elements instanceof Unknown ? elements : testEach(test, elements, context);
    });
  }
  if (isNever(comparison)) return scalar(() => false);
  if (left.kind === 'field' && left.path.length === 0) return compileOfField(slotOf(left), comparison);
  const test = compileTest(comparison);
  const read = compileValue(left);
  if (right.kind === 'list') {
    return scalar((context) => !context.isListEmpty(right.name) && applyTest(test, read(context), context));
  }
  return scalar((context) => applyTest(test, read(context), context));
}

/** The conditions that most rules are made of: each call less makes them a third faster. */
function compileOfField(slot: FieldSlot, comparison: Comparison): Condition {
  const { operator, right } = comparison;
  if (right.kind === 'list') {
    const { name } = right;
    const test = compileTest(comparison);
    return scalar((context) => !context.isListEmpty(name) && applyTest(test, context.value(slot), context));
  }
  if (operator === 'eq' && (right.kind === 'string' || right.kind === 'address')) {
    return ofField(slot, wantedText(literalValue(right) as string));
  }
  const integers = integersOf(comparison);
  if (integers !== undefined) {
    const range = wantedRange(integers);
    if (range !== undefined) return ofField(slot, range);
    return scalar((context) => {
      const reading = context.value(slot);
      if (isInteger(reading)) return hasInteger(integers, reading);
      return reading instanceof Unknown ? reading : false;
    });
  }
  const addresses = right.kind === 'set' ? addressesOf(right) : undefined;
  if (addresses !== undefined) {
    return scalar((context) => {
      const reading = context.value(slot);
      if (typeof reading === 'string') return isWithin(addresses, reading);
      return reading instanceof Unknown ? reading : false;
    });
  }
  const test = compileTest(comparison);
  return scalar((context) => {
    const reading = context.value(slot);
    if (reading === undefined) return false;
    return reading instanceof Unknown ? reading : test(reading, context);
  });
}

/**
 * Over the elements of nothing, `any` is false and `all` is true. A function of something missing is no empty array but
 * a missing value, and there both are false.
 */
function compileQuantifier({ quantifier, argument }: Quantifier): ScalarCondition['run'] {
  const combine = quantifier === 'any' ? disjunction : conjunction;
  if (argument.kind === 'truth' && !isMapped(argument.value)) {
    const read = compileValue(argument.value);
    return (context) => {
      const reading = read(context);
      if (reading === undefined) return false;
      return reading instanceof Unknown
        ? reading
        : combine(reading as readonly RuntimeValue[] as readonly boolean[]);
    };
  }
  // How many elements there are decides nothing then.
  if (quantifier === 'any' && argument.kind === 'comparison' && isNever(argument)) return () => false;
  const condition = compileCondition(argument);
  if (!condition.vector) return condition.run;
  return (context) => {
    const verdicts = condition.run(context);
    return verdicts instanceof Unknown ? verdicts : combine(verdicts);
  };
}

const COMBINE: Readonly<Record<LogicalOperator, (verdicts: readonly Ternary[]) => Ternary>> = {
  and: conjunction,
  or: disjunction,
  xor: parity,
};

function compileLogical({ operator, operands }: Logical): Condition {
  const conditions = operands.map(compileCondition);
  if (conditions.some((condition) => condition.vector)) {
    const combine = COMBINE[operator];
    return vector((context) =>
      zip(
        conditions.map((condition) => condition.run(context)),
        combine,
      ),
    );
  }
  const scalars = conditions as readonly ScalarCondition[];
  if (operator === 'xor') return scalar((context) => parity(scalars.map(({ run }) => run(context))));
  return scalar(operator === 'and' ? allOf(scalars) : anyOf(scalars));
}

/** Objects of one shape, which the loops below read faster. */
function stepsOf(conditions: readonly ScalarCondition[]) {
  return conditions.map(({ run, test }) => {
    const { text, from, end, integers } = test ?? WANTED_TRUE;
    return { run, slot: test?.slot, text, from, end, integers };
  });
}

// Both loops stop at the first operand that decides; one that is unknown does not stop them. They are two because
// JavaScript compares a verdict with a constant several times as fast as with a variable.

function allOf(conditions: readonly ScalarCondition[]): ScalarCondition['run'] {
  const steps = stepsOf(conditions);
  return (context) => {
    let undecided: Unknown[] | undefined;
    for (const step of steps) {
      const { slot } = step;
      const verdict = slot === undefined ? step.run(context) : isAsWanted(context.value(slot), step);
      if (verdict === false) return false;
      if (verdict !== true) (undecided ??= []).push(verdict);
    }
    return undecided === undefined ? true : conjunction(undecided);
  };
}

function anyOf(conditions: readonly ScalarCondition[]): ScalarCondition['run'] {
  const steps = stepsOf(conditions);
  return (context) => {
    let undecided: Unknown[] | undefined;
    for (const step of steps) {
      const { slot } = step;
      const verdict = slot === undefined ? step.run(context) : isAsWanted(context.value(slot), step);
      if (verdict === true) return true;
      if (verdict !== false) (undecided ??= []).push(verdict);
    }
    return undecided === undefined ? false : disjunction(undecided);
  };
}

/** Element by element, as long as the shortest. */
function zip(
  columns: readonly (Ternary | readonly Ternary[])[],
  combine: (verdicts: readonly Ternary[]) => Ternary,
): readonly Ternary[] | Unknown {
  const known = columns.filter((column) => Array.isArray(column)) as (readonly Ternary[])[];
  const length = Math.min(...known.map((column) => column.length));
  const lost = columns.filter((column) => column instanceof Unknown);
  // With a column of unknown length only this is certain: there are no more elements than in the others.
  if (lost.length > 0) return length === 0 ? [] : (conjunction(lost) as Unknown);
  return Array.from({ length }, (_, index) => combine(known.map((column) => column[index] ?? false)));
}

function mapVerdicts(
  verdicts: readonly Ternary[] | Unknown,
  change: (verdict: Ternary) => Ternary,
): readonly Ternary[] | Unknown {
  return verdicts instanceof Unknown ? verdicts : verdicts.map(change);
}
