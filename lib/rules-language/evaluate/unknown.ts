/** Something that the sample request does not tell, and that a verdict depends on. */
export interface Need {
  readonly kind: 'field' | 'list' | 'function' | 'regex';
  /** The field, list (without `$`) or function by its name; the pattern of a regular expression. */
  readonly name: string;
  /** Why it cannot be known, unless it was simply not given. */
  readonly reason?: string;
}

/** The value, or verdict, of something that cannot be known from the sample request. */
export class Unknown {
  constructor(readonly needs: readonly Need[]) {}
}

/** A verdict while it is computed. */
export type Ternary = boolean | Unknown;

export function unknown(kind: Need['kind'], name: string, reason?: string): Unknown {
  return new Unknown([reason === undefined ? { kind, name } : { kind, name, reason }]);
}

/** What depends on both, each need once. */
export function unite(left: Unknown | undefined, right: Unknown): Unknown {
  if (left === undefined || left === right) return right;
  const added = right.needs.filter(
    (need) => !left.needs.some(({ kind, name }) => kind === need.kind && name === need.name),
  );
  return added.length === 0 ? left : new Unknown([...left.needs, ...added]);
}
