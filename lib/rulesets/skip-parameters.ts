// By file: lint loads this at each synth.
import { SKIP_KEYS, type SkipKey } from '../cloudflare/rule/skip-parameters';
import type { Rule } from './rule';

export type { SkipKey };

/** The skip parameters that a rule has; Terraform writes null for those that it has not. */
export function skipKeys({ parameters = {} }: Rule): readonly SkipKey[] {
  return SKIP_KEYS.filter((key) => parameters[key] !== undefined && parameters[key] !== null);
}

/** A parameter that is a list of texts; empty for anything else. */
export function texts({ parameters = {} }: Rule, key: SkipKey): readonly string[] {
  const value = parameters[key];
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}

const NO_RULES: ReadonlyMap<string, readonly string[]> = new Map();

/** The parameter `rules`: ids by the id of their ruleset. */
export function rulesById({ parameters = {} }: Rule): ReadonlyMap<string, readonly string[]> {
  const value = parameters['rules'];
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return NO_RULES;
  return new Map(
    Object.entries(value).map(([id, ids]) => [
      id,
      // Version 4 of the provider wrote them as one text.
      typeof ids === 'string'
        ? ids.split(',').map((one) => one.trim())
        : Array.isArray(ids)
          ? ids.filter((one): one is string => typeof one === 'string')
          : [],
    ]),
  );
}

/** The managed ruleset that an `execute` rule runs. */
export function executed({ action, parameters }: Rule): string | undefined {
  const id = action === 'execute' ? parameters?.['id'] : undefined;
  return typeof id === 'string' ? id : undefined;
}
