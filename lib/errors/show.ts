import { replaceSteering } from './steering';

/** Longest piece of a user's text that a message repeats, in characters. */
const MAX_SHOWN = 120;

/**
 * A user's value as a message shows it: in backticks, cut at 120 characters, control characters and everything
 * that could steer a terminal written as escapes.
 */
export function show(value: unknown): string {
  const text = typeof value === 'string' ? value : toText(value);
  const cut = text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}...` : text;
  return `\`${escapeControls(cut)}\``;
}

/** The text with control, bidirectional and separator characters written as `\u{...}`: safe on a terminal. */
export function escapeControls(text: string): string {
  return replaceSteering(text, escaped).replaceAll('\n', escaped);
}

/** The same with the line breaks as they are, for texts of several lines. */
export function escapeLines(text: string): string {
  return replaceSteering(text, escaped);
}

function escaped(character: string): string {
  return `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`;
}

function toText(value: unknown): string {
  // JSON has no form of these.
  if (value === undefined || typeof value === 'function' || typeof value === 'symbol') return String(value);
  try {
    return JSON.stringify(value);
  } catch {
    // A construct, whose parents and children name each other, or a bigint: its kind is all that can be said.
    return Object.prototype.toString.call(value);
  }
}
