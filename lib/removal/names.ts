import type ts from 'typescript';
import { nodesOf, type TypeScript } from './typescript';

/** How often each identifier is written; names of properties count only where they are shorthands. */
export function namesIn(typescript: TypeScript, node: ts.Node): ReadonlyMap<string, number> {
  const names = new Map<string, number>();
  for (const one of nodesOf(typescript, node)) {
    if (!typescript.isIdentifier(one) || isPropertyName(typescript, one)) continue;
    names.set(one.text, (names.get(one.text) ?? 0) + 1);
  }
  return names;
}

function isPropertyName(typescript: TypeScript, name: ts.Identifier): boolean {
  const { parent } = name;
  return (
    (typescript.isPropertyAccessExpression(parent) && parent.name === name) ||
    (typescript.isPropertyAssignment(parent) && parent.name === name)
  );
}
