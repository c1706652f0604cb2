import type { Ranges } from '../ranges';
import type { RegexNode } from '../tree';

// The plain texts in a pattern: looking for one is faster than any automaton.

/** A text that stands for a whole pattern, and where it must be. */
export interface PlainText {
  readonly text: string;
  readonly isAtStart: boolean;
  readonly isAtEnd: boolean;
}

/** The pattern as a plain text, if it is no more than that, with `^` before it or `$` behind it. */
export function plainText(root: RegexNode): PlainText | undefined {
  const parts = root.kind === 'sequence' ? root.parts : [root];
  const isAtStart = isPlace(parts[0], 'start');
  const isAtEnd = parts.length > 1 && isPlace(parts.at(-1), 'end');
  const texts = parts.slice(isAtStart ? 1 : 0, isAtEnd ? -1 : undefined).map(textOf);
  return texts.includes(undefined) ? undefined : { text: texts.join(''), isAtStart, isAtEnd };
}

/** What every match begins with; `''` if nothing is certain. */
export function literalPrefix(node: RegexNode): string {
  switch (node.kind) {
    case 'sequence': {
      let prefix = '';
      for (const part of node.parts) {
        if (part.kind === 'place') continue;
        const text = textOf(part);
        if (text === undefined) return prefix + literalPrefix(part);
        prefix += text;
      }
      return prefix;
    }
    case 'alternatives':
      return node.parts.map(literalPrefix).reduce(commonPrefix);
    case 'group':
      return literalPrefix(node.part);
    case 'repetition':
      return node.min > 0 ? literalPrefix(node.part) : '';
    default:
      return textOf(node) ?? '';
  }
}

/** Most bytes of {@link leadingSets}: more make a search hardly faster. */
const MAX_SETS = 8;

/** The bytes that the first few of every match may be, one set for each. */
export function leadingSets(root: RegexNode): readonly Ranges[] {
  const sets: Ranges[] = [];
  /** Whether what follows is at a place that is certain. */
  const add = (node: RegexNode): boolean => {
    if (sets.length >= MAX_SETS) return false;
    switch (node.kind) {
      case 'text':
        sets.push(...node.bytes.map((byte): Ranges => [[byte, byte]]));
        return true;
      case 'set':
        if (node.unit === 'character' && (node.set.at(-1)?.[1] ?? 0) > 0x7f) return false;
        sets.push(node.set);
        return true;
      case 'place':
        return true;
      case 'sequence':
        return node.parts.every(add);
      case 'group':
        return add(node.part);
      case 'alternatives':
        return false;
      case 'repetition': {
        for (let times = 0; times < Math.min(node.min, MAX_SETS); times++) if (!add(node.part)) return false;
        return node.min === node.max && node.min <= MAX_SETS;
      }
    }
  };
  add(root);
  return sets;
}

/** The longest text that every match has in it; `''` if none is certain. */
export function requiredLiteral(node: RegexNode): string {
  switch (node.kind) {
    case 'sequence': {
      let longest = '';
      let open = '';
      for (const part of node.parts) {
        const text = part.kind === 'place' ? '' : textOf(part);
        open = text === undefined ? '' : open + text;
        for (const candidate of [open, text === undefined ? requiredLiteral(part) : '']) {
          if (candidate.length > longest.length) longest = candidate;
        }
      }
      return longest;
    }
    case 'group':
      return requiredLiteral(node.part);
    case 'repetition':
      return node.min > 0 ? requiredLiteral(node.part) : '';
    default:
      return textOf(node) ?? '';
  }
}

/** The one text that a part matches; `undefined` if there are others. */
function textOf(node: RegexNode): string | undefined {
  switch (node.kind) {
    case 'text':
      return String.fromCharCode(...node.bytes);
    case 'set': {
      const [range, ...others] = node.set;
      const isAlone = range !== undefined && others.length === 0 && range[0] === range[1];
      return isAlone && (node.unit === 'byte' || range[0] <= 0x7f)
        ? String.fromCharCode(range[0])
        : undefined;
    }
    case 'place':
      return node.place === 'nothing' ? '' : undefined;
    case 'group':
      return textOf(node.part);
    case 'sequence': {
      const texts = node.parts.map(textOf);
      return texts.includes(undefined) ? undefined : texts.join('');
    }
    case 'alternatives':
    case 'repetition':
      return undefined;
  }
}

function isPlace(node: RegexNode | undefined, place: 'start' | 'end'): boolean {
  return node?.kind === 'place' && node.place === place;
}

function commonPrefix(left: string, right: string): string {
  let length = 0;
  while (length < left.length && left[length] === right[length]) length++;
  return left.slice(0, length);
}
