import type { Argument } from '../syntax/ast';
import type { ExpressionFinding } from '../errors/errors';
import type { Parameter } from '../catalogue/functions';
import { quote } from '../syntax/quote';

/**
 * A number that a function does not take; `undefined` if it does, or if the argument is none.
 *
 * @param before the arguments that stand before it
 */
export function argumentRangeFinding(
  name: string,
  { name: what, between, notBelow }: Parameter,
  argument: Argument,
  before: readonly Argument[],
): ExpressionFinding | undefined {
  if (argument.kind !== 'integer') return undefined;
  const { value } = argument;
  if (between !== undefined && (value < between[0] || value > between[1])) {
    return {
      code: 'expression/argument-range',
      message: `\`${name}\` takes ${between[0]} to ${between[1]} for its ${what}, got: ${value}`,
    };
  }
  const least = notBelow === undefined ? undefined : before[notBelow];
  if (least?.kind !== 'integer' || value >= least.value) return undefined;
  return {
    code: 'expression/argument-range',
    message: `\`${name}\` takes the lower number first, got: ${least.value} and ${value}`,
    help: `write \`${name}(${value}, ${least.value}, ...)\``,
  };
}

/** What Cloudflare documents of an argument beside its type. An engine may read past it, so it does not stop `parse`. */
export function argumentFormFinding(
  name: string,
  parameter: Parameter,
  argument: Argument,
): ExpressionFinding | undefined {
  const { name: what, isFilled, fields } = parameter;
  if (isFilled === true && argument.kind === 'string' && argument.value === '') {
    return {
      code: 'expression/argument-empty',
      message: `\`${name}\` takes no empty text for its ${what}`,
      help: `name the ${what}`,
    };
  }
  if (fields !== undefined && argument.kind === 'field' && !fields.includes(argument.name)) {
    return {
      code: 'expression/argument-field',
      message: `\`${name}\` takes ${fields.map((field) => `\`${field}\``).join(' or ')} for its ${what}, got: \`${argument.name}\``,
      help: `write \`${fields[0] ?? ''}\``,
    };
  }
  return optionsFinding(name, parameter, argument);
}

/** Letters that are no options of a function. */
function optionsFinding(
  name: string,
  { name: what, options }: Parameter,
  argument: Argument,
): ExpressionFinding | undefined {
  if (argument.kind !== 'string' || options === undefined) return undefined;
  if (Array.from(argument.value).every((letter) => options.includes(letter))) return undefined;
  const known = Array.from(options, (letter) => `\`${letter}\``).join(' and ');
  return {
    code: 'expression/argument-options',
    message: `\`${name}\` knows ${known} for its ${what}, got: ${quote(argument.value)}`,
    help: `write ${quote(options)}, or leave out what is not needed`,
  };
}
