import { type Expression, print, readExpression } from '../../rules-language';

/** How the conditions of an expression change, by clause: those that all must hold, or of which one must. */
export interface ClauseDiff {
  readonly joined: 'and' | 'or';
  readonly removed: readonly string[];
  readonly added: readonly string[];
  readonly kept: number;
}

/** `undefined` where one of the texts is no expression, or they do not have the same form. */
export function clauseDiff(before: string, after: string): ClauseDiff | undefined {
  const old = parsed(before);
  const next = parsed(after);
  if (old === undefined || next === undefined) return undefined;
  const joined =
    [old, next].some((one) => operatorOf(one) === 'or') &&
    ![old, next].some((one) => operatorOf(one) === 'and')
      ? 'or'
      : 'and';
  const oldClauses = clausesOf(old, joined);
  const newClauses = clausesOf(next, joined);
  const kept = newClauses.filter((clause) => oldClauses.includes(clause));
  return {
    joined,
    removed: oldClauses.filter((clause) => !kept.includes(clause)),
    added: newClauses.filter((clause) => !kept.includes(clause)),
    kept: kept.length,
  };
}

/** The expression, or nothing if the text is none. */
export function parsed(text: string): Expression | undefined {
  return readExpression(text).expression;
}

function operatorOf(expression: Expression): string | undefined {
  return expression.kind === 'logical' ? expression.operator : undefined;
}

function clausesOf(expression: Expression, joined: 'and' | 'or'): readonly string[] {
  return expression.kind === 'logical' && expression.operator === joined
    ? expression.operands.map(print)
    : [print(expression)];
}
