import type { Argument } from '../syntax/ast';
import { argumentRangeFinding } from '../check/argument-value';
import type { Accepted, FunctionFacts, Parameter } from '../catalogue/functions';
import { argumentType, isMapped, isValue } from '../check/type-of';
import { elementOf, isArray, isMap, type Type } from '../catalogue/types';
import type { Complaint } from './complaint';
import { regexComplaint, wildcardComplaint } from './patterns';
import type { Source } from './source';

/** One argument's place in a call. */
interface Place {
  /** The function. */
  readonly name: string;
  readonly facts: FunctionFacts;
  /** Where the argument starts. */
  readonly start: number;
  readonly before: readonly Argument[];
}

/** Fails where the function does not take such an argument there. */
export function checkArgument(source: Source, place: Place, argument: Argument): void {
  const { name, facts, start, before } = place;
  const number = before.length;
  const parameter = facts.parameters[number] ?? facts.rest;
  if (parameter === undefined) failArity(source, name, facts, number + 1, start);
  const isLiteral = argument.kind === 'string' || argument.kind === 'integer' || argument.kind === 'address';
  if (isLiteral ? parameter.kind === 'value' : parameter.kind === 'literal') {
    source.failHere(start, source.at, {
      code: 'expression/argument-kind',
      message: `\`${name}\` takes ${isLiteral ? 'a field or a call' : 'a literal'} as its ${ordinal(number)} argument (${parameter.name})`,
      help: isLiteral ? adviceForLiteral(place) : undefined,
    });
  }
  const type = argumentType(argument, source.scheme);
  const first = before[0] ?? argument;
  if (!takes(parameter, type, argumentType(first, source.scheme))) {
    source.failHere(start, source.at, {
      code: 'expression/argument-type',
      message: `\`${name}\` takes ${named(parameter, argumentType(first, source.scheme))} as its ${ordinal(number)} argument (${parameter.name}), got: ${type}`,
    });
  }
  if (number > 0 && isValue(argument) && isMapped(argument)) {
    source.failHere(start, source.at, {
      code: 'expression/each',
      message: '`[*]` is allowed in the first argument only',
      help: 'select one element, such as `[0]`',
    });
  }
  const complaint = literalComplaint(name, parameter, argument, before);
  if (complaint !== undefined) source.failHere(start, source.at, complaint);
}

const PATTERN_COMPLAINTS = { regex: regexComplaint, wildcard: wildcardComplaint } as const;

/** What is wrong with the value of a literal. */
function literalComplaint(
  name: string,
  parameter: Parameter,
  argument: Argument,
  before: readonly Argument[],
): Complaint | undefined {
  const { pattern } = parameter;
  if (pattern !== undefined && argument.kind === 'string') return PATTERN_COMPLAINTS[pattern](argument.value);
  return argumentRangeFinding(name, parameter, argument, before);
}

/** Too few or too many arguments. */
export function failArity(
  source: Source,
  name: string,
  facts: FunctionFacts,
  got: number,
  at: number,
): never {
  const least = facts.parameters.filter((parameter) => parameter.optional !== true).length;
  const most = facts.parameters.length;
  let count = String(least);
  if (facts.rest !== undefined) count = `at least ${least}`;
  else if (most !== least) count = `${least} to ${most}`;
  const names = facts.parameters.map((parameter) => parameter.name);
  if (facts.rest !== undefined) names.push('...');
  source.failHere(at, Math.max(at + 1, got > least ? source.at : at + 1), {
    code: 'expression/argument-count',
    message: `\`${name}\` takes ${count} argument${count === '1' ? '' : 's'}`,
    help: `write \`${name}(${names.join(', ')})\``,
  });
}

function takes(parameter: Parameter, type: Type, first: Type): boolean {
  return parameter.accepts.some((accepted) => fits(accepted, type, first));
}

function fits(accepted: Accepted, type: Type, first: Type): boolean {
  switch (accepted) {
    case '*':
      return true;
    case 'Array<*>':
      return isArray(type);
    case 'Map<*>':
      return isMap(type);
    case 'same':
      return type === first;
    case 'element':
      return type === elementOf(first);
    default:
      return type === accepted;
  }
}

function named(parameter: Parameter, first: Type): string {
  return parameter.accepts
    .map((accepted) => {
      if (accepted === 'same') return first;
      return accepted === 'element' ? (elementOf(first) ?? first) : accepted;
    })
    .join(' or ');
}

function adviceForLiteral({ name, before }: Place): string | undefined {
  const isAffix = name === 'starts_with' || name === 'ends_with';
  return isAffix && before.length === 0 ? `write \`${name}(field, "...")\`` : undefined;
}

function ordinal(number: number): string {
  return ['first', 'second', 'third', 'fourth', 'fifth', 'sixth'][number] ?? `${number + 1}th`;
}
