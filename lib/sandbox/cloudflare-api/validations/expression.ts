import { checkedPhase, type CheckedPhase, isManagedListName, type ListKind } from '../../../cloudflare';
import {
  check,
  CLOUDFLARE_SCHEME,
  type Expression,
  type LanguageError,
  listKindOf,
  parse,
  printError,
  RulesLanguageError,
  visit,
} from '../../../rules-language';
import { apiError } from '../http/errors';
import { accountIdOf, planOf } from '../http/scopes';
import type { Ruleset, Scope, State } from '../state/state';

/** Checks what an expression says: its syntax and types, what its phase and plan allow, and that its lists exist. */
export function expressionReferences(
  expression: string,
  ruleset: Ruleset,
  scope: Scope,
  state: State,
  pointer: string,
): void {
  const parsed = parsedExpression(expression, pointer);
  const [finding] = check(parsed, { ...phaseOf(ruleset), zonePlan: planOf(state, scope) });
  if (finding?.code === 'expression/plan') {
    throw apiError('notEntitled', [expression, finding.message], pointer);
  }
  if (finding !== undefined) {
    throw syntaxError(expression, { range: { start: 0, end: 0 }, ...finding }, pointer);
  }
  const accountId = accountIdOf(state, scope);
  for (const { name, kind } of listsOf(parsed)) {
    const list = state.lists.find(
      (candidate) => candidate.accountId === accountId && candidate.name === name,
    );
    if (list === undefined) throw apiError('unknownList', [name], pointer);
    if (list.kind !== kind) throw apiError('listKind', [name, list.kind, kind ?? 'another'], pointer);
  }
  if (ruleset.kind === 'root' && !/^\([\s\S]*\)\s+and\s+cf\.zone\.plan eq "ENT"$/.test(expression.trim())) {
    throw apiError('accountExpression', [], pointer);
  }
}

/** The lists of the account that the expression names, with the kind that the value beside each needs. */
function listsOf(
  expression: Expression,
): readonly { readonly name: string; readonly kind: ListKind | undefined }[] {
  const found: { readonly name: string; readonly kind: ListKind | undefined }[] = [];
  visit(expression, (node) => {
    if (node.kind !== 'comparison' || node.right.kind !== 'list' || isManagedListName(node.right.name))
      return;
    found.push({ name: node.right.name, kind: listKindOf(node.left, CLOUDFLARE_SCHEME) });
  });
  return found;
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
  return apiError('expressionSyntax', [onOneLine(expression), onOneLine(printed)], pointer);
}

/** Nothing, for a phase whose rules have no expressions of this language. */
function phaseOf({ phase }: Ruleset): { readonly phase?: CheckedPhase } {
  const known = checkedPhase(phase);
  return known === undefined ? {} : { phase: known };
}

function onOneLine(text: string): string {
  return text.replace(/\s*\n\s*/g, ' ');
}
