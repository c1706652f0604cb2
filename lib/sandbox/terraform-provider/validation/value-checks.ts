import { ID_PATTERN } from '../../../cloudflare';
import { goQuote } from '../values/go-text';
import { isList, isObject, type Value } from '../values/value';
import type { Check } from './check';
import { choicesText, invalidLength, invalidMatch, invalidValue } from './messages';

const NAME_PATTERN = /^[a-z_]+$/;

/** One of the choices, in any case. */
export function oneOfIgnoringCase(...choices: readonly string[]): Check {
  const allowed = new Set(choices.map((choice) => choice.toLowerCase()));
  const problem = `value must be one of: ${choicesText(choices)}`;
  return ofText((value, path) =>
    allowed.has(value.toLowerCase()) ? [] : [invalidMatch(path, problem, goQuote(value))],
  );
}

/** A text of the given form. */
export function matches(pattern: RegExp, problem: string): Check {
  return ofText((value, path) => (pattern.test(value) ? [] : [invalidMatch(path, problem, value)]));
}

/** An id as Cloudflare makes them. */
export const isId: Check = matches(ID_PATTERN, 'value must be a 32-character hexadecimal string');

/** A version as Cloudflare counts them. */
export const isVersion: Check = matches(
  /^[0-9]+$/,
  'value must be a non-empty string containing only numbers',
);

/** The name of an action. */
export const isActionName: Check = matches(
  NAME_PATTERN,
  'value must be a non-empty string containing only lowercase characters and underscores',
);

/** Any text but the empty one. */
export const isNotEmpty: Check = ofText((value, path) =>
  value.length >= 1 ? [] : [invalidLength(path, 'string length must be at least 1', '0')],
);

/** A list or map with something in it. */
export const hasElements: Check = ({ value, path }) => {
  if (isList(value) && value.length === 0) {
    return [invalidValue(path, 'list must contain at least 1 elements', '0')];
  }
  if (isObject(value) && Object.keys(value).length === 0) {
    return [invalidValue(path, 'map must contain at least 1 elements', '0')];
  }
  return [];
};

/** A number between the limits, both included. */
export function between(min: number, max: number): Check {
  return ofNumber((value, path) =>
    value >= min && value <= max
      ? []
      : [invalidValue(path, `value must be between ${min} and ${max}`, String(value))],
  );
}

/** A number not below the limit. */
export function atLeast(min: number): Check {
  return ofNumber((value, path) =>
    value >= min ? [] : [invalidValue(path, `value must be at least ${min}`, String(value))],
  );
}

/** One of the numbers. */
export function numberOneOf(...choices: readonly number[]): Check {
  const problem = `value must be one of: ${choicesText(choices)}`;
  return ofNumber((value, path) =>
    choices.some((choice) => choice === value) ? [] : [invalidMatch(path, problem, String(value))],
  );
}

/** The flag can only be set, not cleared. */
export const isTrue: Check = ({ value, path }) =>
  value === false ? [invalidMatch(path, 'Value must be "true"', 'false')] : [];

/** Every element of the list, or every value of the map, passes the checks. */
export function each(...checks: readonly Check[]): Check {
  return ({ value, path, parents }) => {
    const elements: readonly (readonly [number | { readonly key: string }, Value])[] = isList(value)
      ? value.map((element, index) => [index, element] as const)
      : Object.entries(isObject(value) ? value : {}).map(([key, element]) => [{ key }, element] as const);
    return elements.flatMap(([step, element]) =>
      checks.flatMap((check) => check({ value: element, path: [...path, step], parents })),
    );
  };
}

function ofText(check: (value: string, path: Parameters<Check>[0]['path']) => ReturnType<Check>): Check {
  return ({ value, path }) => (typeof value === 'string' ? check(value, path) : []);
}

function ofNumber(
  check: (value: number | bigint, path: Parameters<Check>[0]['path']) => ReturnType<Check>,
): Check {
  return ({ value, path }) =>
    typeof value === 'number' || typeof value === 'bigint' ? check(value, path) : [];
}
