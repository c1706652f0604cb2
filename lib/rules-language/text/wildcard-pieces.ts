/** The texts between the stars, with the escapes undone. */
export function wildcardPieces(pattern: string): readonly string[] {
  if (!pattern.includes('\\')) return pattern.split('*');
  const pieces = [''];
  for (const [token] of pattern.matchAll(/\\?[^]/g)) {
    if (token === '*') pieces.push('');
    else pieces.push((pieces.pop() ?? '') + (token.length === 2 ? token.charAt(1) : token));
  }
  return pieces;
}
