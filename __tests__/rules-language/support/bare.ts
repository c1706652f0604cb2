/** A tree without what a text leaves behind: ranges and the forms of literals. */
export function bare(tree: unknown): unknown {
  if (Array.isArray(tree)) return tree.map(bare);
  if (typeof tree !== 'object' || tree === null) return tree;
  return Object.fromEntries(
    Object.entries(tree)
      .filter(([key]) => key !== 'range' && key !== 'form')
      .map(([key, value]) => [key, bare(value)]),
  );
}
