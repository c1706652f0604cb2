import type { Argument } from '../syntax/ast';
import type { Finding } from '../errors/errors';
import type { Parameter } from '../catalogue/functions';

/** A number that a function does not take; `undefined` if it does, or if the argument is none. */
export function argumentRangeFinding(
  name: string,
  { name: what, between }: Parameter,
  argument: Argument,
): Finding | undefined {
  if (between === undefined || argument.kind !== 'integer') return undefined;
  const [min, max] = between;
  if (argument.value >= min && argument.value <= max) return undefined;
  return {
    code: 'expression/argument-range',
    message: `\`${name}\` takes ${min} to ${max} for its ${what}, got: ${argument.value}`,
  };
}
