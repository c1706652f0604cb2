import {
  check,
  type Expression,
  type LanguageError,
  parse,
  type Phase,
  PHASES,
  printError,
  RulesLanguageError,
} from '../../../rules-language';
import { apiError } from '../errors';
import { listsIn } from '../expression-scan';
import { accountIdOf, planOf } from '../scopes';
import type { Ruleset, Scope, State } from '../state';

/** Checks what an expression says: its syntax and types, what its phase and plan allow, and that its lists exist. */
export function expressionReferences(
  expression: string,
  ruleset: Ruleset,
  scope: Scope,
  state: State,
  pointer: string,
): void {
  const parsed = parsedExpression(expression, pointer);
  // `ruleFields` has measured the text; `check` measures its canonical form, which may be longer.
  const finding = check(parsed, { ...phaseOf(ruleset), plan: planOf(state, scope) }).find(
    ({ code }) => code !== 'expression/length',
  );
  if (finding?.code === 'expression/plan') {
    throw apiError('notEntitled', [expression, finding.message], pointer);
  }
  if (finding !== undefined) {
    throw syntaxError(expression, { range: { start: 0, end: 0 }, ...finding }, pointer);
  }
  const accountId = accountIdOf(state, scope);
  for (const name of listsIn(expression)) {
    if (name.startsWith('cf.')) continue;
    if (!state.lists.some((list) => list.accountId === accountId && list.name === name)) {
      throw apiError('unknownList', [name], pointer);
    }
  }
  if (ruleset.kind === 'root' && !/^\([\s\S]*\)\s+and\s+cf\.zone\.plan eq "ENT"$/.test(expression.trim())) {
    throw apiError('accountExpression', [], pointer);
  }
}

function parsedExpression(expression: string, pointer: string): Expression {
  try {
    return parse(expression).expression;
  } catch (error) {
    const first = error instanceof RulesLanguageError ? error.errors[0] : undefined;
    throw first === undefined ? error : syntaxError(expression, first, pointer);
  }
}

/** Cloudflare's text: one error, with its line and carets, all on one line. It gives no help. */
function syntaxError(expression: string, { code, message, range }: LanguageError, pointer: string) {
  const printed = printError(expression, { code, message, range });
  return apiError('expressionSyntax', [expression, printed.replace(/\s*\n\s*/g, ' ')], pointer);
}

/** Nothing, for a phase whose rules have no expressions of this language. */
function phaseOf({ phase }: Ruleset): { readonly phase?: Phase } {
  const known = PHASES.find((candidate) => candidate === phase);
  return known === undefined ? {} : { phase: known };
}
