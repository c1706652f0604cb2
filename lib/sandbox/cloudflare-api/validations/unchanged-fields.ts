import { apiError } from '../http/errors';
import type { Ruleset } from '../state/state';
import type { RulesetFields } from './ruleset-fields';

/** Name, kind and phase of a ruleset are for ever: a request may repeat them, and may not change them. */
export function unchangedFields(given: RulesetFields, current: Ruleset): void {
  for (const field of ['name', 'kind', 'phase'] as const) {
    const value = given[field];
    if (value !== undefined && value !== current[field]) {
      throw apiError('fieldNotModifiable', [field, value, current[field]], `/${field}`);
    }
  }
}
