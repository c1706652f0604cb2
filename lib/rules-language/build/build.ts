import type { Expression, Field, LogicalOperator, Not, Quantifier } from '../syntax/ast';
import { typed } from './build-values';
import { type FieldName, FIELDS } from '../catalogue/fields';
import type { ElementCondition, Typed } from './typed-values';

/**
 * A field by its name, with only the operators of its type. They throw a `RulesLanguageError` for a value that the
 * language does not accept, such as a regular expression that does not compile.
 *
 * @see https://developers.cloudflare.com/ruleset-engine/rules-language/fields/reference/
 * @example
 * print(field('ip.src.country').in(['DE', 'AT'])); // 'ip.src.country in {"DE" "AT"}'
 */
export function field<N extends FieldName>(name: N): Typed<(typeof FIELDS)[N]['type']> {
  const node: Field = { kind: 'field', name, path: [] };
  return typed(node, FIELDS[name].type) as Typed<(typeof FIELDS)[N]['type']>;
}

/**
 * The fields that exceptions use most.
 *
 * @example
 * print(fields.path.startsWith('/exports/')); // 'starts_with(http.request.uri.path, "/exports/")'
 */
export const fields = {
  /** The `Host` header as the client sent it. */
  host: field('http.host'),
  /** Upper case, such as `POST`. */
  method: field('http.request.method'),
  /** The path after URL normalisation and URL rewrites: what the WAF judges. */
  path: field('http.request.uri.path'),
  /** The path as the client sent it: what the origin may see. */
  rawPath: field('raw.http.request.uri.path'),
  /** The client's address. */
  clientAddress: field('ip.src'),
  /** Seconds since 1970-01-01T00:00:00Z at which Cloudflare received the request. */
  receivedAtSeconds: field('http.request.timestamp.sec'),
  /** The client's connection is encrypted. */
  ssl: field('ssl'),
} as const;

/**
 * All of the conditions.
 *
 * @example
 * print(and(fields.host.eq('app.example.com'), fields.ssl)); // '(http.host eq "app.example.com" and ssl)'
 */
export function and(...operands: readonly [Expression, ...Expression[]]): Expression;
export function and(...operands: readonly [ElementCondition, ...ElementCondition[]]): ElementCondition;
export function and(...operands: Conditions): Expression | ElementCondition {
  return join('and', operands);
}

/**
 * At least one of the conditions.
 *
 * @example
 * print(or(fields.method.eq('PUT'), fields.ssl)); // '(http.request.method eq "PUT" or ssl)'
 */
export function or(...operands: readonly [Expression, ...Expression[]]): Expression;
export function or(...operands: readonly [ElementCondition, ...ElementCondition[]]): ElementCondition;
export function or(...operands: Conditions): Expression | ElementCondition {
  return join('or', operands);
}

/**
 * An odd number of the conditions.
 *
 * @example
 * print(xor(fields.method.eq('PUT'), fields.ssl)); // '(http.request.method eq "PUT" xor ssl)'
 */
export function xor(...operands: readonly [Expression, ...Expression[]]): Expression;
export function xor(...operands: readonly [ElementCondition, ...ElementCondition[]]): ElementCondition;
export function xor(...operands: Conditions): Expression | ElementCondition {
  return join('xor', operands);
}

/**
 * The opposite of the condition.
 *
 * @example
 * print(not(fields.ssl)); // 'not ssl'
 */
export function not(operand: Expression): Not;
export function not(operand: ElementCondition): ElementCondition;
export function not(operand: Expression | ElementCondition): Not | ElementCondition {
  return 'ofElements' in operand
    ? { ofElements: { kind: 'not', operand: operand.ofElements } }
    : { kind: 'not', operand };
}

/**
 * The condition holds for at least one element. It is false for an array that is missing or empty.
 *
 * @example
 * const tags = field('http.request.headers').key('x-tag').each();
 * print(any(tags.eq('export'))); // 'any(http.request.headers["x-tag"][*] eq "export")'
 */
export function any(condition: ElementCondition): Quantifier {
  return { kind: 'quantifier', quantifier: 'any', argument: condition.ofElements };
}

/**
 * The condition holds for every element. **It is true for an array that is missing or empty**, such as a header that
 * the request does not have.
 *
 * @example
 * const tags = field('http.request.headers').key('x-tag').each();
 * print(all(tags.eq('safe'))); // 'all(http.request.headers["x-tag"][*] eq "safe")'
 */
export function all(condition: ElementCondition): Quantifier {
  return { kind: 'quantifier', quantifier: 'all', argument: condition.ofElements };
}

type Conditions = readonly [Expression, ...Expression[]] | readonly [ElementCondition, ...ElementCondition[]];

function join(operator: LogicalOperator, operands: Conditions): Expression | ElementCondition {
  const [first] = operands;
  if (operands.length === 1) return first;
  const expressions = operands.map((operand) => ('ofElements' in operand ? operand.ofElements : operand));
  const joined: Expression = { kind: 'logical', operator, operands: expressions };
  return 'ofElements' in first ? { ofElements: joined } : joined;
}
