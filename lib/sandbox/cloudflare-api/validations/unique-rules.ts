import { apiError } from '../http/errors';
import type { Rule } from '../state/state';

/** A ruleset holds each rule id and each `ref` once. */
export function uniqueRules(rules: readonly Rule[], pointer: string): void {
  for (const key of ['ref', 'id'] as const) {
    const values = rules.map((rule) => rule[key]);
    const second = values.findIndex((value, index) => values.indexOf(value) !== index);
    const value = values[second];
    if (value !== undefined) {
      throw apiError(
        'field',
        [value, key, `another rule of the ruleset has the same ${key}`],
        `${pointer}/${second}/${key}`,
      );
    }
  }
}
