/**
 * A string of Terraform's JSON syntax, which is always a template, as an expression of its native syntax: a lone
 * `${...}` becomes the expression in it, anything else a quoted template. `$${` and `%%{` mean the same in both.
 */
export function templateToHcl(text: string): string {
  const parts = splitTemplate(text);
  const [only] = parts;
  if (parts.length === 1 && only?.kind === 'interpolation') return only.text.slice(2, -1).trim();
  return `"${parts.map((part) => (part.kind === 'literal' ? escapeLiteral(part.text) : part.text)).join('')}"`;
}

/** The text with nothing in it that Terraform would read as a template. */
export function quoteHcl(text: string): string {
  return `"${escapeLiteral(text.replace(/[$%](?=\{)/g, (sign) => sign + sign))}"`;
}

interface Part {
  readonly kind: 'literal' | 'interpolation';
  readonly text: string;
}

function splitTemplate(text: string): readonly Part[] {
  const parts: Part[] = [];
  let literal = '';
  let position = 0;
  while (position < text.length) {
    const rest = text.slice(position, position + 3);
    if (rest === '$${' || rest === '%%{') {
      literal += rest;
      position += 3;
    } else if (rest.startsWith('${') || rest.startsWith('%{')) {
      const end = endOfInterpolation(text, position + 2);
      if (literal !== '') parts.push({ kind: 'literal', text: literal });
      parts.push({ kind: 'interpolation', text: text.slice(position, end) });
      literal = '';
      position = end;
    } else {
      literal += text.charAt(position);
      position += 1;
    }
  }
  if (literal !== '' || parts.length === 0) parts.push({ kind: 'literal', text: literal });
  return parts;
}

/** Index after the brace that closes the interpolation whose expression starts at `position`. */
function endOfInterpolation(text: string, position: number): number {
  let depth = 1;
  let index = position;
  while (index < text.length && depth > 0) {
    const character = text.charAt(index);
    if (character === '"') index = endOfString(text, index + 1);
    else {
      if (character === '{') depth += 1;
      if (character === '}') depth -= 1;
      index += 1;
    }
  }
  return index;
}

/** Index after the quote that closes the string inside an expression whose text starts at `position`. */
function endOfString(text: string, position: number): number {
  let index = position;
  while (index < text.length && text.charAt(index) !== '"') {
    if (text.charAt(index) === '\\') index += 2;
    else if (text.startsWith('$${', index) || text.startsWith('%%{', index)) index += 3;
    else if (text.startsWith('${', index) || text.startsWith('%{', index))
      index = endOfInterpolation(text, index + 2);
    else index += 1;
  }
  return index + 1;
}

const ESCAPES: Readonly<Record<string, string>> = {
  '"': '\\"',
  '\\': '\\\\',
  '\n': '\\n',
  '\r': '\\r',
  '\t': '\\t',
};

function escapeLiteral(text: string): string {
  return text.replace(
    /["\\\0-\x1f\x7f-\x9f]/g,
    (character) => ESCAPES[character] ?? `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
