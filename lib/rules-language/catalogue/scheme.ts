import { type FieldFacts, FIELDS } from './fields';
import { type FunctionFacts, FUNCTIONS } from './functions';

/** The names that an expression may use, with their types. */
export interface Scheme {
  readonly fields: ReadonlyMap<string, FieldFacts>;
  readonly functions: ReadonlyMap<string, FunctionFacts>;
}

/**
 * Every field and function of Cloudflare; `check` reports those that a phase or plan does not have.
 *
 * @example
 * CLOUDFLARE_SCHEME.fields.get('http.host')?.type; // 'Bytes'
 * CLOUDFLARE_SCHEME.functions.has('lower'); // true
 */
export const CLOUDFLARE_SCHEME: Scheme = {
  fields: new Map<string, FieldFacts>(Object.entries(FIELDS)),
  functions: new Map<string, FunctionFacts>(Object.entries(FUNCTIONS)),
};
