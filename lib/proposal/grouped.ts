/** Values by a key, in their order. */
export function groupedBy<Value>(
  values: readonly Value[],
  keyFor: (value: Value) => string,
): ReadonlyMap<string, readonly [Value, ...Value[]]> {
  const groups = new Map<string, [Value, ...Value[]]>();
  for (const value of values) {
    const key = keyFor(value);
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [value]);
    else group.push(value);
  }
  return groups;
}

/** The same keys with something else. */
export function mapped<From, To>(
  groups: ReadonlyMap<string, From>,
  to: (value: From) => To,
): ReadonlyMap<string, To> {
  return new Map([...groups].map(([key, value]) => [key, to(value)]));
}
