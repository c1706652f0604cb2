import type { Argument, Call, Field, Index, Literal, Value } from '../syntax/ast';
import { compileCondition } from './condition';
import { fieldSlot, type FieldSlot } from '../context/field-slots';
import type { ExecutionContext } from '../context/execution-context';
import { type FunctionImplementation, IMPLEMENTATIONS, type NotOffline } from '../implement/implementations';
import { isMappedCall } from '../check/type-of';
import { type Integer, integerOf } from '../evaluate/integers';
import { unite, Unknown, unknown } from '../evaluate/unknown';
import { detach, elementsOf, type Reading, type RuntimeValue } from '../evaluate/values';

/** Reads a value of one request. */
export type Read = (context: ExecutionContext) => Reading;

const FUNCTIONS: ReadonlyMap<string, FunctionImplementation | NotOffline> = new Map(
  Object.entries(IMPLEMENTATIONS),
);

/**
 * A value without `[*]`, or with it as the whole argument of a function: then the result is the array (or map) that the
 * `[*]` stands for.
 */
export function compileValue(value: Value): Read {
  const read = compileBase(value);
  if (value.path.length === 0) return read;
  // A single `[*]` at the end is the array itself, so that a missing one stays missing.
  const star = value.path.indexOf('*');
  if (star >= 0 && star < value.path.length - 1) return flatten(read, value.path);
  const path = (star < 0 ? value.path : value.path.slice(0, star)) as readonly Exclude<Index, '*'>[];
  return (context) => {
    let current = read(context);
    for (const index of path) {
      if (current === undefined || current instanceof Unknown) return current;
      current = at(current, index);
    }
    return current;
  };
}

/** The elements that a comparison with `[*]` looks at; those of something missing are none. */
export function compileElements(
  value: Value,
): (context: ExecutionContext) => readonly RuntimeValue[] | Unknown {
  const read = compileValue(value);
  return (context) => {
    const reading = read(context);
    if (reading === undefined) return [];
    return reading instanceof Unknown ? reading : elementsOf(reading);
  };
}

export function literalValue(literal: Literal): string | Integer {
  if (literal.kind === 'integer') return integerOf(literal.value);
  return detach(literal.kind === 'address' ? literal.address : literal.value);
}

function compileBase(value: Value): Read {
  if (value.kind === 'call') return compileCall(value);
  const slot = slotOf(value);
  return (context) => context.value(slot);
}

/** Where the context has a field. */
export function slotOf({ name }: Field): FieldSlot {
  const slot = fieldSlot(name);
  if (slot === undefined) throw new Error(`unknown field ${name}`);
  return slot;
}

/** Several `[*]`, or one before other steps, give one flat array; elements that lack a step are left out. */
function flatten(read: Read, path: readonly Index[]): Read {
  return (context) => {
    const reading = read(context);
    if (reading === undefined || reading instanceof Unknown) return reading;
    let current: readonly RuntimeValue[] = [reading];
    for (const index of path) {
      current = current.flatMap((item) => {
        if (index === '*') return elementsOf(item);
        const found = at(item, index);
        return found === undefined ? [] : [found];
      });
    }
    return current;
  };
}

function at(value: RuntimeValue, index: Exclude<Index, '*'>): RuntimeValue | undefined {
  if (typeof index === 'number') return Array.isArray(value) ? (value[index] as RuntimeValue) : undefined;
  return value instanceof Map ? (value.get(index.key) as RuntimeValue | undefined) : undefined;
}

function compileCall(call: Call): Read {
  const implementation = FUNCTIONS.get(call.function);
  if (implementation === undefined || 'reason' in implementation) {
    const problem = unknown('function', call.function, implementation?.reason);
    return () => problem;
  }
  const apply = implementation.prepare(
    call.arguments.map((argument) => (isLiteral(argument) ? literalValue(argument) : undefined)),
  );
  const reads = call.arguments.map(compileArgument);
  const invoke = (readings: readonly Reading[]): Reading => {
    let needed: Unknown | undefined;
    for (const reading of readings) {
      if (reading instanceof Unknown) needed = unite(needed, reading);
      // The first argument of `coalesce` that is there decides, whatever stands behind it.
      else if (needed === undefined && reading !== undefined && call.function === 'coalesce') return reading;
    }
    if (needed !== undefined) return needed;
    if (implementation.missing === 'propagate' && readings.includes(undefined)) return undefined;
    return apply(readings as readonly (RuntimeValue | undefined)[]);
  };
  return isMappedCall(call)
    ? mapCall(reads, invoke)
    : (context) => invoke(reads.map((read) => read(context)));
}

/** Calls the function for each element of its first argument; elements for which the result is missing are left out. */
function mapCall(reads: readonly Read[], invoke: (readings: readonly Reading[]) => Reading): Read {
  const [first, ...others] = reads;
  return (context) => {
    const collection = first?.(context);
    if (collection === undefined || collection instanceof Unknown) return collection;
    const rest = others.map((read) => read(context));
    const results: RuntimeValue[] = [];
    let needed: Unknown | undefined;
    for (const element of elementsOf(collection)) {
      const result = invoke([element, ...rest]);
      if (result instanceof Unknown) needed = unite(needed, result);
      else if (result !== undefined) results.push(result);
    }
    return needed ?? results;
  };
}

function compileArgument(argument: Argument): Read {
  if (isLiteral(argument)) {
    const value = literalValue(argument);
    return () => value;
  }
  if (argument.kind === 'field' || argument.kind === 'call') return compileValue(argument);
  const condition = compileCondition(argument);
  if (!condition.vector) return condition.run;
  return (context) => {
    const verdicts = condition.run(context);
    if (verdicts instanceof Unknown) return verdicts;
    const needed = verdicts.filter((verdict) => verdict instanceof Unknown);
    return needed.length > 0
      ? needed.reduce((left, right) => unite(left, right))
      : (verdicts as readonly boolean[]);
  };
}

function isLiteral(argument: Argument): argument is Literal {
  return argument.kind === 'string' || argument.kind === 'integer' || argument.kind === 'address';
}
