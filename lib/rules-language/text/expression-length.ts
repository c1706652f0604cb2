import { MAX_EXPRESSION_LENGTH } from '../../cloudflare';

/** What counts against {@link MAX_EXPRESSION_LENGTH}: characters, with each run of white space as one. */
export function expressionLength(text: string): number {
  if (text.length <= MAX_EXPRESSION_LENGTH) return text.length;
  const collapsed = text.trim().replace(/\s+/g, ' ');
  // Offsets are UTF-16: a character beyond U+FFFF takes two.
  return collapsed.length - (collapsed.match(/[\ud800-\udbff][\udc00-\udfff]/g)?.length ?? 0);
}
