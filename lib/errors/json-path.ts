/** The path of a member of the object at `path`, such as `rules[0].action_parameters`. */
export function memberPath(path: string, key: string): string {
  if (!/^[A-Za-z_][A-Za-z0-9_]*$/.test(key)) return `${path}[${JSON.stringify(key)}]`;
  return path === '' ? key : `${path}.${key}`;
}

/** The path of an element of the list at `path`. */
export function elementPath(path: string, index: number): string {
  return `${path}[${index}]`;
}
