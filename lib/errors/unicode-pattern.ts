/**
 * A pattern with classes of Unicode, made when a text first needs it. V8 reads the pattern of a literal together with its
 * file, and such a class takes as long as thousands of characters of code: a synth would pay for patterns that it never uses.
 */
export function unicodePattern(source: string, flags = 'u'): () => RegExp {
  let pattern: RegExp | undefined;
  return () => (pattern ??= new RegExp(source, flags));
}
