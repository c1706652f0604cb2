/**
 * Cloudflare's Rules language, offline: parse, check, evaluate, explain, compare.
 *
 * @module waf-exceptions/rules-language
 */
export { InputError } from '../errors';
export type * from './syntax/ast';
export { addressText, parseAddress } from './addresses/addresses';
export { all, and, any, field, fields, not, or, xor } from './build/build';
export { check, type CheckOptions } from './check/check';
export { decodeText, encodeText } from './text/bytes';
export { type ExpressionFinding, type LanguageError, RulesLanguageError } from './errors/errors';
export { FIELDS } from './catalogue/fields';
export { listKindOf } from './catalogue/lists';
export { locationOf } from './syntax/location';
export { parse } from './parse/parse';
export { readExpression } from './parse/read-expression';
export { print } from './syntax/print';
export { printError } from './errors/print-errors';
export { CLOUDFLARE_SCHEME } from './catalogue/scheme';
export { typeOf } from './check/type-of';
export { elementOf, isArray, isMap, type Type } from './catalogue/types';
export { type AnyNode, visit } from './syntax/visit';
export { analyse, type Analysis } from './analyse/analyse';
export { type Difference, difference, type DifferenceInput, type WorkLeft } from './compare/compare';
export { compile, type CompiledExpression } from './compile/compile';
export { evaluate, type Evaluation, type Verdict } from './evaluate/evaluate';
export type { SampleRequest } from './context/sample-request';
export { ExecutionContext } from './context/execution-context';
export { explain, type Explanation } from './explain/explain';
export { printExplanation } from './explain/print-explanation';
