import { InputError } from '../../errors';
import type { Expression } from '../../rules-language';
import { and, fields } from '../../rules-language/build/build';
import { MAX_EXPRESSION_LENGTH } from '../../rules-language/catalogue/limits';
import { print } from '../../rules-language/syntax/print';
import type { Callers } from './callers';
import type { RequestMatch } from '../exception-props';
import type { Expiry } from '../expiry';
import type { Path } from './path';

/** Callers from which on an IP list is the better place for them, when the expression is too long. */
const MANY_CALLERS = 25;

/** The requests of an exception as an expression. */
export function requestExpression(
  request: RequestMatch,
  path: Path,
  callers: Callers,
  expiry: Expiry | undefined,
): Expression {
  const conditions = [fields.method.eq(request.method), ...flatAnd(path.expression), fields.ssl];
  if (callers !== undefined) {
    conditions.push(
      'listName' in callers
        ? fields.clientAddress.inList(callers.listName)
        : fields.clientAddress.inSet(callers.map(({ text }) => text)),
    );
  }
  if (expiry !== undefined) conditions.push(fields.receivedAtSeconds.lt(expiry.endsAtSeconds));
  return and(fields.host.eq(request.host), ...conditions);
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
export function expressionText(condition: Expression, callers: Callers): string {
  const expression = print(condition);
  requireFits(expression, callers);
  return expression;
}

function requireFits(expression: string, callers: Callers): void {
  if (expression.length <= MAX_EXPRESSION_LENGTH) return;
  const inline = callers !== undefined && !('listName' in callers) ? callers.length : 0;
  throw new InputError('expression/length', {
    message: `the expression has ${expression.length} characters, Cloudflare takes at most ${MAX_EXPRESSION_LENGTH}`,
    help:
      inline > MANY_CALLERS
        ? `move the ${inline} addresses of \`from\` to an IP list: from: new IpList(this, 'office', { ... }), or merge them into fewer CIDRs`
        : 'shorten `path`',
  });
}
