/** How deep the brackets of a text of JSON or GraphQL are nested; those in strings do not count. */
export function depthOf(text: string, { open, close } = { open: '[{', close: ']}' }): number {
  let depth = 0;
  let deepest = 0;
  let isString = false;
  for (let at = 0; at < text.length; at += 1) {
    const character = text.charAt(at);
    if (isString && character === '\\') at += 1;
    else if (character === '"') isString = !isString;
    else if (!isString && open.includes(character)) deepest = Math.max(deepest, (depth += 1));
    else if (!isString && close.includes(character)) depth -= 1;
  }
  return deepest;
}
