import { encodeText } from '../text/bytes';
import { parseRegex } from './load';
import { RegexProblem } from './problem';
import { contains, type Ranges } from './ranges';
import { needsPlace, type RegexNode } from './tree';

// How a pattern is written. For a pattern that Cloudflare refuses the answer is "no".

const SLASH = 0x2f;

/** Whether every match is a whole text, and never a part of it. */
export function matchesWholeTexts(pattern: string): boolean {
  const root = rootOf(pattern);
  return root !== undefined && needsPlace(root, 'start') && needsPlace(root, 'end');
}

/** Whether its letters match in both cases. */
export function ignoresCase(pattern: string): boolean {
  let isFolded = false;
  let hasCase = false;
  for (const node of nodesOf(pattern)) {
    if (node.kind === 'text' && node.bytes.some(isLetter)) hasCase = true;
    if (node.kind === 'set' && isLetterInBothCases(node.set)) isFolded = true;
  }
  return isFolded && !hasCase;
}

/** The surroundings of a dot that takes any character between words, as that of `example.com`. */
export function dotBetweenWords(pattern: string): string | undefined {
  for (const node of nodesOf(pattern)) {
    if (node.kind !== 'sequence') continue;
    for (const [at, part] of node.parts.entries()) {
      const [before, after, afterThat] = [at - 1, at + 1, at + 2].map((index) => letterOf(node.parts[index]));
      const isWord = before !== undefined && /[A-Za-z]{2}/.test(`${after ?? ''}${afterThat ?? ''}`);
      if (isWord && isDot(part)) return `${before}.${after ?? ''}${afterThat ?? ''}`;
    }
  }
  return undefined;
}

/** Whether it repeats a slash where the `*` of a wildcard is meant: `/files/*`. */
export function repeatsSlash(pattern: string): boolean {
  return nodesOf(pattern).some((node, position) => {
    const parts = node.kind === 'sequence' ? node.parts : [node];
    return parts.some((part, at) => {
      const isStar = part.kind === 'repetition' && part.min === 0 && part.max === Infinity && !part.isLazy;
      if (!isStar || !isSlash(part.part) || isSlash(parts[at - 1])) return false;
      // At the end of a group, as in `(?:/a/*)`, it is meant.
      return position === 0 || at < parts.length - 1;
    });
  });
}

/** A text that the pattern matches, if it is made of plain parts. */
export function sampleText(pattern: string): string | undefined {
  const root = rootOf(pattern);
  return root === undefined ? undefined : sampleOf(root);
}

function sampleOf(node: RegexNode): string {
  switch (node.kind) {
    case 'text':
      return String.fromCharCode(...node.bytes);
    case 'set': {
      const [first] = node.set.find(([from]) => from >= 0x21) ?? node.set[0] ?? [];
      if (first === undefined) return '';
      return node.unit === 'byte' ? String.fromCharCode(first) : encodeText(String.fromCodePoint(first));
    }
    case 'place':
      return '';
    case 'sequence':
      return node.parts.map(sampleOf).join('');
    case 'alternatives':
      return node.parts[0] === undefined ? '' : sampleOf(node.parts[0]);
    case 'group':
      return sampleOf(node.part);
    case 'repetition':
      return sampleOf(node.part).repeat(Math.min(node.min, 64));
  }
}

function rootOf(pattern: string): RegexNode | undefined {
  try {
    return parseRegex(pattern).root;
  } catch (error) {
    // Cloudflare refuses it: that is a finding of its own.
    if (error instanceof RegexProblem) return undefined;
    throw error;
  }
}

/** Every part of the pattern, from the outside to the inside; none of one that Cloudflare refuses. */
export function nodesOf(pattern: string): readonly RegexNode[] {
  const root = rootOf(pattern);
  const nodes = root === undefined ? [] : [root];
  for (const node of nodes) {
    if (node.kind === 'sequence' || node.kind === 'alternatives') nodes.push(...node.parts);
    if (node.kind === 'group' || node.kind === 'repetition') nodes.push(node.part);
  }
  return nodes;
}

function isLetter(code: number): boolean {
  return /[A-Za-z]/.test(String.fromCodePoint(code));
}

function isLetterInBothCases(set: Ranges): boolean {
  const letters = set.flatMap(([first, last]) => (first === last && isLetter(first) ? [first] : []));
  const [upper, lower] = letters;
  return set.length === 2 && upper !== undefined && lower === upper + 0x20;
}

/** A letter or digit, as text. */
function letterOf(node: RegexNode | undefined): string | undefined {
  if (node?.kind !== 'text') return undefined;
  const letter = String.fromCharCode(...node.bytes);
  return /^[A-Za-z0-9]$/.test(letter) ? letter : undefined;
}

/** It takes any character but the end of a line. */
export function isDot(node: RegexNode): boolean {
  return node.kind === 'set' && [0x00, 0x2d, 0x2f, 0x41, 0xff].every((unit) => contains(node.set, unit));
}

function isSlash(node: RegexNode | undefined): boolean {
  return node?.kind === 'text' && node.bytes[0] === SLASH;
}
