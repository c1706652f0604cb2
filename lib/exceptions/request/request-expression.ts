import { MAX_EXPRESSION_LENGTH } from '../../cloudflare';
import { InputError } from '../../errors';
import type { Expression } from '../../rules-language';
import { and, fields, or } from '../../rules-language/build/build';
import type { TextValue } from '../../rules-language/build/typed-values';
import { print } from '../../rules-language/syntax/print';
import type { Callers } from './callers';
import type { Expiry, Start } from '../period';
import type { Host } from './host';
import type { Path } from './path';
import { type Parameter, queryExpression } from './query';

/** Callers from which on an IP list is the better place for them, when the expression is too long. */
const MANY_CALLERS = 25;

/** Which requests, as the checked values of `request` and the period of the exception. */
export interface RequestConditions {
  readonly hosts: readonly [Host, ...Host[]];
  readonly methods: readonly [string, ...string[]];
  readonly paths: readonly [Path, ...Path[]];
  readonly query: readonly Parameter[];
  /** False: requests by plain HTTP too. */
  readonly isEncrypted: boolean;
  readonly callers: Callers;
  readonly where: readonly Expression[];
  readonly start: Start | undefined;
  readonly expiry: Expiry | undefined;
}

/** The requests of an exception as an expression. */
export function requestExpression(request: RequestConditions): Expression {
  const { hosts, methods, paths, query, isEncrypted, callers, where, start, expiry } = request;
  return and(
    oneOf(
      fields.host,
      mapped(hosts, ({ name }) => name),
    ),
    oneOf(fields.method, methods),
    ...flatAnd(pathExpression(paths)),
    ...queryExpression(query),
    ...(isEncrypted ? [fields.ssl] : []),
    ...callerCondition(callers),
    ...where.flatMap(flatAnd),
    ...(start === undefined ? [] : [fields.receivedAtSeconds.ge(start.startsAtSeconds)]),
    ...(expiry === undefined ? [] : [fields.receivedAtSeconds.lt(expiry.endsAtSeconds)]),
  );
}

function oneOf(text: TextValue, values: readonly [string, ...string[]]): Expression {
  return values.length === 1 ? text.eq(values[0]) : text.in(values);
}

/** Several exact paths are two sets: shorter than an alternative for each. */
export function pathExpression(paths: readonly Path[]): Expression {
  const exact = paths.filter(({ form }) => form === 'exact').map(({ text }) => text);
  const [first, ...others] = [
    ...(exact.length > 1 ? [and(fields.path.in(exact), fields.rawPath.in(exact))] : []),
    ...paths.filter(({ form }) => form !== 'exact' || exact.length === 1).map(({ expression }) => expression),
  ];
  if (first === undefined) throw new Error('an exception has a path');
  return or(first, ...others);
}

function callerCondition(callers: Callers): readonly Expression[] {
  if (callers === undefined) return [];
  return [
    'listName' in callers
      ? fields.clientAddress.inList(callers.listName)
      : fields.clientAddress.inSet(callers.map(({ text }) => text)),
  ];
}

function mapped<T, U>([first, ...others]: readonly [T, ...T[]], to: (value: T) => U): readonly [U, ...U[]] {
  return [to(first), ...others.map(to)];
}

function flatAnd(expression: Expression): Expression[] {
  return expression.kind === 'logical' && expression.operator === 'and'
    ? [...expression.operands]
    : [expression];
}

/**
 * The expression as text.
 *
 * @throws InputError `expression/length` if it is longer than Cloudflare takes
 */
export function expressionText(condition: Expression, request: RequestConditions): string {
  const expression = print(condition);
  requireFits(expression, request);
  return expression;
}

function requireFits(expression: string, { callers, paths, hosts, where }: RequestConditions): void {
  if (expression.length <= MAX_EXPRESSION_LENGTH) return;
  const inline = callers !== undefined && !('listName' in callers) ? callers.length : 0;
  throw new InputError('expression/length', {
    message: `the expression has ${expression.length} characters, Cloudflare takes at most ${MAX_EXPRESSION_LENGTH}`,
    help:
      inline > MANY_CALLERS
        ? `move the ${inline} addresses of \`from\` to an IP list: from: new IpList(this, 'office', { ... }), or merge them into fewer CIDRs`
        : paths.length + hosts.length > 2
          ? 'divide the hosts or paths among several exceptions'
          : where.length > 0
            ? 'shorten `where`, or divide it among several exceptions'
            : 'shorten `path`',
  });
}
