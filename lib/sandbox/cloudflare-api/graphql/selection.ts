import { type GraphQLResolveInfo, Kind, type SelectionSetNode } from 'graphql';

/** The paths of the fields without fields of their own that a node asks for, for instance `dimensions_action`. */
export function selectedPaths({ fieldNodes, fragments }: GraphQLResolveInfo): readonly string[] {
  const paths = new Set<string>();
  const collect = (set: SelectionSetNode | undefined, prefix: string): void => {
    for (const node of set?.selections ?? []) {
      if (node.kind === Kind.INLINE_FRAGMENT) collect(node.selectionSet, prefix);
      else if (node.kind === Kind.FRAGMENT_SPREAD) collect(fragments[node.name.value]?.selectionSet, prefix);
      else if (node.selectionSet !== undefined) collect(node.selectionSet, `${prefix}${node.name.value}_`);
      else if (!node.name.value.startsWith('__')) paths.add(`${prefix}${node.name.value}`);
    }
  };
  for (const { selectionSet } of fieldNodes) collect(selectionSet, '');
  return [...paths];
}
