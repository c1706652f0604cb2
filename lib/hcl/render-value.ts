/** How strings of the value are written: as they are, or as templates. */
export type StringRenderer = (text: string) => string;

/** One line of a body: an argument, or (without `=`) a nested block that is written already. */
export type Item = { readonly key: string; readonly text: string } | { readonly block: string };

/** A JSON value as an HCL expression, laid out as `terraform fmt` does. */
export function renderValue(value: unknown, indent: string, renderString: StringRenderer): string {
  if (typeof value === 'string') return renderString(value);
  if (Array.isArray(value)) {
    return `[${value.map((item) => renderValue(item, indent, renderString)).join(', ')}]`;
  }
  if (typeof value === 'object' && value !== null) {
    const inner = `${indent}  `;
    const items = Object.entries(value).map(([key, item]) => ({
      key: renderKey(key, renderString),
      text: renderValue(item, inner, renderString),
    }));
    return renderBody(items, indent);
  }
  return String(value);
}

/** Items in braces, with the equals signs of neighbouring one-line arguments aligned. */
export function renderBody(items: readonly Item[], indent: string): string {
  if (items.length === 0) return '{}';
  const lines = items.map((item, index) =>
    'block' in item
      ? `${indent}  ${item.block}`
      : `${indent}  ${item.key.padEnd(widthAt(items, index))} = ${item.text}`,
  );
  return `{\n${lines.join('\n')}\n${indent}}`;
}

function widthAt(items: readonly Item[], index: number): number {
  if (keyOfOneLine(items[index]) === undefined) return 0;
  let first = index;
  let last = index;
  while (keyOfOneLine(items[first - 1]) !== undefined) first--;
  while (keyOfOneLine(items[last + 1]) !== undefined) last++;
  return Math.max(...items.slice(first, last + 1).map((item) => keyOfOneLine(item)?.length ?? 0));
}

/** An item of several lines gets lines of its own. */
function keyOfOneLine(item: Item | undefined): string | undefined {
  if (item === undefined || 'block' in item || item.text.includes('\n')) return undefined;
  return item.key;
}

/** A bare word is a literal key; anything else is an expression, which needs quotes or parentheses. */
function renderKey(key: string, renderString: StringRenderer): string {
  if (/^[a-z_]+$/.test(key)) return key;
  const text = renderString(key);
  return text.startsWith('"') ? text : `(${text})`;
}
