import { InputError, refuseToken, show } from '../../errors';
import type { Expression } from '../../rules-language';
import type { OneOrMore } from './one-or-more';

/**
 * A further condition: made by the factories of `waf-exceptions/rules-language`, or text in the Rules language.
 *
 * @example
 * const asText: WhereCondition = 'http.request.headers["x-api-version"][0] eq "2"';
 * const asData: WhereCondition = field('http.request.headers').key('x-api-version').at(0).eq('2');
 * print(asData) === asText; // true
 */
export type WhereCondition = Expression | string;

/**
 * Further conditions, all of which must hold.
 *
 * @throws InputError `where/...` for text that is no expression, and for a condition that says nothing
 */
export function parseWhere(where: OneOrMore<WhereCondition>): readonly Expression[] {
  refuseToken('where', where);
  const given: readonly unknown[] = Array.isArray(where) ? where : [where];
  if (given.length === 0) {
    throw new InputError('where/empty', {
      message: '`where` must name at least one condition, got: an empty list',
      help: 'leave `where` out',
    });
  }
  return given.map((condition) => {
    const { expression, text } = readCondition(condition);
    const { matches } = language().analyse(expression);
    if (matches === 'depends') return expression;
    throw new InputError(`where/${matches}`, {
      message:
        matches === 'always'
          ? `\`where\` has a condition that every request meets, got: ${show(text)}`
          : `\`where\` has a condition that no request meets, got: ${show(text)}`,
      help: 'name what only the blocked requests have, or leave it out',
    });
  });
}

/**
 * Refuses conditions that exclude each other.
 *
 * @throws InputError `where/never`
 */
export function requirePossible(expression: Expression): void {
  if (language().analyse(expression).matches !== 'never') return;
  throw new InputError('where/never', {
    message: `\`where\` and the rest of \`request\` exclude each other: no request meets ${show(language().print(expression))}`,
    help: 'correct `where`, or the prop that it contradicts',
  });
}

function readCondition(condition: unknown): { readonly expression: Expression; readonly text: string } {
  refuseToken('where', condition);
  if (typeof condition === 'string') return { expression: parsed(condition), text: condition };
  if (typeof condition === 'object' && condition !== null && 'ofElements' in condition) {
    throw new InputError('where/elements', {
      message: '`where` has a condition on the elements of an array, which is none on the request',
      help: 'wrap it: where: any(...)',
    });
  }
  if (typeof condition === 'object' && condition !== null && 'kind' in condition) {
    const text = printed(condition as Expression);
    // What was built by hand is read like text: it must be in the language, too.
    if (text !== undefined) return { expression: parsed(text), text };
  }
  throw new InputError('where/kind', {
    message: `\`where\` must be a condition or a text in the Rules language, got: ${show(condition)}`,
    help: 'write where: \'http.request.headers["x-api-version"][0] eq "2"\'',
  });
}

function printed(condition: Expression): string | undefined {
  try {
    return language().print(condition);
  } catch {
    return undefined;
  }
}

function parsed(text: string): Expression {
  const { parse, printError, RulesLanguageError } = language();
  try {
    return parse(text).expression;
  } catch (error) {
    if (!(error instanceof RulesLanguageError)) throw error;
    const [first] = error.errors;
    if (first === undefined) throw error;
    const { help = 'correct the marked part', ...withoutHelp } = first;
    throw new InputError('where/syntax', {
      message: `\`where\` is not an expression of the Rules language, got: ${show(text)}`,
      help,
      excerpt: printError(text, withoutHelp).split('\n'),
    });
  }
}

/** Loaded when it is needed: parser and evaluator would cost each synth, and most exceptions have no `where`. */
function language(): typeof import('../../rules-language') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load it at once
  return require('../../rules-language') as typeof import('../../rules-language');
}
