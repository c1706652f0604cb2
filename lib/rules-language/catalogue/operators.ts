import type { ZonePlan } from '../../cloudflare';
import type { ComparisonOperator, LogicalOperator, OrderOperator } from '../syntax/ast';
import type { PrimitiveType } from './types';

/** What is known of a comparison operator. */
export interface OperatorFacts {
  /** The other way to write it. */
  readonly alias?: string;
  /** Types of its left side. */
  readonly types: readonly PrimitiveType[];
  /** Types that Cloudflare's engine takes as well, though its documentation does not: read and evaluated, but not allowed. */
  readonly undocumented?: readonly PrimitiveType[];
  /** What is on its right side: something of the same type, a set or list, or a literal of its own. */
  readonly right: 'same' | 'literal' | 'set' | 'regex' | 'wildcard';
  readonly plan?: ZonePlan;
  /** Cloudflare's engine has it, and its API refuses it in a rule. */
  readonly isRefused?: true;
}

/**
 * Comparison operators.
 *
 * @see https://developers.cloudflare.com/ruleset-engine/rules-language/operators/
 */
// prettier-ignore
export const COMPARISONS = {
  eq:                { alias: '==', types: ['Bytes', 'Int', 'Ip'], right: 'same' },
  ne:                { alias: '!=', types: ['Bytes', 'Int', 'Ip'], right: 'same' },
  lt:                { alias: '<',  types: ['Bytes', 'Int'],       right: 'same', undocumented: ['Ip'] },
  le:                { alias: '<=', types: ['Bytes', 'Int'],       right: 'same', undocumented: ['Ip'] },
  gt:                { alias: '>',  types: ['Bytes', 'Int'],       right: 'same', undocumented: ['Ip'] },
  ge:                { alias: '>=', types: ['Bytes', 'Int'],       right: 'same', undocumented: ['Ip'] },
  in:                {              types: ['Bytes', 'Int', 'Ip'], right: 'set' },
  contains:          {              types: ['Bytes'],              right: 'literal' },
  matches:           { alias: '~',  types: ['Bytes'],              right: 'regex', plan: 'business' },
  wildcard:          {              types: ['Bytes'],              right: 'wildcard' },
  'strict wildcard': {              types: ['Bytes'],              right: 'wildcard' },
  bitwise_and:       { alias: '&',  types: ['Int'],                right: 'literal', isRefused: true },
} as const satisfies Readonly<Record<ComparisonOperator, OperatorFacts>>;

/** The order of a comparison, or equality. */
export const ORDER_OPERATORS = [
  'eq',
  'ne',
  'lt',
  'le',
  'gt',
  'ge',
] as const satisfies readonly OrderOperator[];

/** Operators between conditions, from the loosest to the tightest; `not` binds tighter than all of them. */
export const LOGICAL_OPERATORS = [
  { operator: 'or', alias: '||' },
  { operator: 'xor', alias: '^^' },
  { operator: 'and', alias: '&&' },
] as const satisfies readonly { readonly operator: LogicalOperator; readonly alias: string }[];
