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
  if (typeof value === 'object' && value !== null) return renderObject(Object.entries(value), indent);
  return String(value);
}

function renderObject(entries: readonly (readonly [string, unknown])[], indent: string): string {
  const inner = `${indent}  `;
  const rendered = entries.map(([key, item]) => ({ key: keyText(key), text: renderValue(item, inner) }));
  const lines = rendered.map(
    ({ key, text }, index) => `${inner}${key.padEnd(widthAt(rendered, index))} = ${text}`,
  );
  return `{\n${lines.join('\n')}\n${indent}}`;
}

/**
 * The width that `terraform fmt` gives to a key: the equals signs of neighbouring one-line items are aligned, and an
 * item of several lines stands alone. So the text can be pasted as it is.
 */
function widthAt(items: readonly { readonly key: string; readonly text: string }[], index: number): number {
  const isAlone = (at: number): boolean => items[at]?.text.includes('\n') ?? true;
  if (isAlone(index)) return 0;
  let first = index;
  let last = index;
  while (!isAlone(first - 1)) first--;
  while (!isAlone(last + 1)) last++;
  return Math.max(...items.slice(first, last + 1).map(({ key }) => key.length));
}

function keyText(key: string): string {
  return /^[a-z_]+$/.test(key) ? key : quoteHcl(key);
}

/** Text as an HCL string: one line, and `${` and `%{`, which would start a template, with the first character doubled. */
function quoteHcl(text: string): string {
  const escaped = text
    .replace(/["\\]/g, (character) => `\\${character}`)
    .replace(/\p{Cc}/gu, (character) => `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`)
    .replace(/[$%](?=\{)/g, (character) => character + character);
  return `"${escaped}"`;
}
