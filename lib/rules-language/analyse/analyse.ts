import { constraintsOf, type Constraints } from './constraints';
import { addressOf } from '../addresses/numbers';
import { type Domain, point } from './domains';
import { type CallerLimit, callerLimit, type TextLimit, textLimit } from './limits';
import type { Expression } from '../syntax/ast';
import { type CompiledExpression, compile } from '../compile/compile';
import { fieldSlot } from '../context/field-slots';
import { integerOf } from '../evaluate/integers';
import { evaluate } from '../evaluate/evaluate';
import { ExecutionContext } from '../context/execution-context';
import { visit } from '../syntax/visit';

/**
 * What is known about an expression without any request. Everything here is certain; what is not certain is `any`.
 *
 * @example
 * const analysis: Analysis = analyse(parse('ip.src in $office and ssl').expression);
 * analysis.fields; // [ 'ip.src', 'ssl' ]
 * analysis.lists; // [ 'office' ]
 */
export interface Analysis {
  /** Names of the fields, lists (without `$`) and functions that it uses, each once, in the order of the text. */
  readonly fields: readonly string[];
  readonly lists: readonly string[];
  readonly functions: readonly string[];
  /** Whether it matches every request, or none, as far as that can be proven. */
  readonly matches: 'always' | 'never' | 'depends';
  /** The requests that it can match lie within these; nothing is said of the others. */
  readonly hosts: TextLimit;
  readonly methods: TextLimit;
  /** Of the normalised path, and of the path as the client sent it. */
  readonly paths: TextLimit;
  readonly rawPaths: TextLimit;
  readonly callers: CallerLimit;
}

/** Most values of one field that are tried one by one. */
const MAX_TRIED = 64;

/**
 * Shows what an expression uses, and the bounds of the requests that it can match. It needs no lists and no request.
 *
 * @example
 * const { hosts, matches } = analyse(parse('http.host eq "app.example.com" and ssl').expression);
 * hosts; // { exact: [ 'app.example.com' ], prefixes: [], ignoreCase: false }
 * matches; // 'depends'
 */
export function analyse(expression: Expression): Analysis {
  const fields = new Set<string>();
  const lists = new Set<string>();
  const functions = new Set<string>();
  visit(expression, (node) => {
    if (node.kind === 'field') fields.add(node.name);
    else if (node.kind === 'list') lists.add(node.name);
    else if (node.kind === 'call') functions.add(node.function);
  });
  const compiled = compile(expression);
  const { whenTrue, whenFalse } = constraintsOf(expression);
  const { verdict } = evaluate(compiled, ExecutionContext.fromFields({}));
  const possible = verdict === false ? undefined : withoutRefuted(compiled, whenTrue);
  return {
    fields: [...fields],
    lists: [...lists],
    functions: [...functions],
    matches:
      possible === undefined ? 'never' : verdict === true || whenFalse === undefined ? 'always' : 'depends',
    hosts: textLimit(possible, 'http.host'),
    methods: textLimit(possible, 'http.request.method'),
    paths: textLimit(possible, 'http.request.uri.path'),
    rawPaths: textLimit(possible, 'raw.http.request.uri.path'),
    callers: callerLimit(possible, 'ip.src'),
  };
}

/**
 * Leaves out single values for which the expression is false whatever else the request holds: so conditions that are no
 * intervals, such as `contains`, are taken into account too.
 */
function withoutRefuted(compiled: CompiledExpression, constraints: Constraints): Constraints {
  if (constraints === undefined) return undefined;
  const kept = new Map<string, Domain>();
  for (const [name, domain] of constraints) {
    const intervals =
      fieldSlot(name) === undefined || domain.intervals.length > MAX_TRIED
        ? domain.intervals
        : domain.intervals.filter(
            ({ from, to }) => to !== point(from).to || !isRefuted(compiled, name, from),
          );
    const next = { ...domain, intervals };
    if (intervals.length === 0 && domain.lists.length === 0 && !domain.missing) return undefined;
    kept.set(name, next);
  }
  return kept;
}

function isRefuted(compiled: CompiledExpression, name: string, value: string | bigint): boolean {
  const slot = fieldSlot(name);
  if (slot === undefined) return false;
  const reading =
    typeof value === 'string'
      ? value
      : slot.type === 'Ip'
        ? addressOf(value)
        : slot.type === 'Bool'
          ? value === 1n
          : integerOf(value);
  return evaluate(compiled, ExecutionContext.fromReadings([[name, reading]])).verdict === false;
}
