import type { IConstruct } from 'constructs';

/**
 * What the constructs of one kind leave for each other in an app or a stack, in the order in which they were made: looking for
 * them in the whole tree, each would walk over all others. Two copies of the package may be installed, and share it.
 *
 * @param place the root of the app, or the stack
 * @param kind a symbol of the global registry
 */
export function membersOf<Member>(place: IConstruct, kind: symbol): Member[] {
  const found = (place as IConstruct & Record<symbol, Member[] | undefined>)[kind];
  if (found !== undefined) return found;
  const members: Member[] = [];
  Object.defineProperty(place, kind, { value: members });
  return members;
}

/** False for a construct that was taken out of the tree again, alone or with what it stood in. */
export function isInTree({ node }: IConstruct): boolean {
  const { scope } = node;
  return scope === undefined || (scope.node.tryFindChild(node.id)?.node === node && isInTree(scope));
}
