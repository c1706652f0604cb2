import type { SkipRule } from './skip-rule';

/**
 * The rule as one element of `rules` in a `cloudflare_ruleset` written in HCL, for a zone whose entry point another
 * Terraform configuration owns. It must stand before the rules that it is to affect.
 */
export function toHcl(rule: SkipRule): string {
  return renderValue(rule, '');
}

function renderValue(value: unknown, indent: string): string {
  if (typeof value === 'string') return quoteHcl(value);
  if (Array.isArray(value)) return `[${value.map((item) => renderValue(item, indent)).join(', ')}]`;
  if (typeof value === 'object' && value !== null) {
    const inner = `${indent}  `;
    const entries = Object.entries(value);
    // terraform fmt aligns the equals signs of a block: do the same, so that the text can be pasted as it is.
    const width = Math.max(...entries.map(([key]) => keyText(key).length));
    const lines = entries.map(
      ([key, item]) => `${inner}${keyText(key).padEnd(width)} = ${renderValue(item, inner)}`,
    );
    return `{\n${lines.join('\n')}\n${indent}}`;
  }
  return String(value);
}

function keyText(key: string): string {
  return /^[a-z_]+$/.test(key) ? key : quoteHcl(key);
}

/** Text as an HCL string: `${` and `%{` would start a template and are doubled. */
function quoteHcl(text: string): string {
  const escaped = text
    .replace(/["\\]/g, (character) => `\\${character}`)
    .replace(/[$%](?=\{)/g, (character) => character + character);
  return `"${escaped}"`;
}
