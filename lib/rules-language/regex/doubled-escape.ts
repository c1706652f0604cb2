import { isDot, nodesOf } from './written-form';
import type { RegexNode } from './tree';

const BACKSLASH = 0x5c;
/** Letters and signs that an escape is often written for. */
const ESCAPED = 'dwsbDWSB/-';

/**
 * A backslash that stands for itself where the escape of what follows is meant: `\\.` takes a backslash and any character,
 * and `\\?` perhaps a backslash. What is asked for, as it is written; `undefined` if there is none.
 */
export function doubledEscape(pattern: string): string | undefined {
  const nodes = nodesOf(pattern);
  for (const node of nodes) {
    const parts = node.kind === 'sequence' ? node.parts : [node];
    for (const [at, part] of parts.entries()) {
      if (part.kind === 'repetition' && isBackslash(part.part)) return signOf(part.min, part.max);
      const next = escapedBy(parts[at + 1]);
      if (isBackslash(part) && !isBackslash(parts[at - 1]) && next !== undefined) return `\\\\${next}`;
    }
  }
  return undefined;
}

function escapedBy(node: RegexNode | undefined): string | undefined {
  if (node === undefined) return undefined;
  if (node.kind === 'repetition') return escapedBy(node.part);
  if (isDot(node)) return '.';
  if (node.kind !== 'text' || node.bytes.length !== 1) return undefined;
  const letter = String.fromCharCode(...node.bytes);
  return ESCAPED.includes(letter) ? letter : undefined;
}

function signOf(min: number, max: number): string {
  if (max === 1) return '\\\\?';
  return min === 0 ? '\\\\*' : '\\\\+';
}

function isBackslash(node: RegexNode | undefined): boolean {
  return node?.kind === 'text' && node.bytes.length === 1 && node.bytes[0] === BACKSLASH;
}
