import { escapeControls } from '../../errors';
import type { Range } from '../../rules-language';

/** Characters of an expression that are shown on each side of what is wrong. */
const AROUND = 40;

/** The part of the expression that is wrong, in its line, with carets below. */
export function excerpt(text: string, { start, end }: Range): readonly [line: string, carets: string] {
  const from = text.lastIndexOf('\n', start - 1) + 1;
  const newline = text.indexOf('\n', start);
  const to = newline === -1 ? text.length : newline;
  const left = Math.max(from, start - AROUND);
  const stop = Math.max(start, Math.min(end, to, start + 2 * AROUND));
  const right = Math.min(to, stop + AROUND);
  const before = (left > from ? '...' : '') + escapeControls(text.slice(left, start));
  const middle = escapeControls(text.slice(start, stop));
  const after = escapeControls(text.slice(stop, right)) + (right < to ? '...' : '');
  return [before + middle + after, ' '.repeat(widthOf(before)) + '^'.repeat(Math.max(1, widthOf(middle)))];
}

function widthOf(text: string): number {
  return Array.from(text).length;
}
