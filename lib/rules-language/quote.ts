/**
 * Text as a string literal of the Rules language. Its only escapes are `\"`, `\\`, `\xHH` and `\OOO`; every other
 * character stands for itself, a line feed included.
 *
 * @see https://developers.cloudflare.com/ruleset-engine/rules-language/values/
 */
export function quote(text: string): string {
  return `"${text.replace(/["\\]/g, (character) => `\\${character}`)}"`;
}
