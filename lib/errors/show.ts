/** Longest piece of a user's text that a message repeats, in characters. */
const MAX_SHOWN = 120;

/**
 * A user's value as a message shows it: in backticks, cut at 120 characters, control characters and everything
 * that could steer a terminal written as escapes.
 */
export function show(value: unknown): string {
  const text =
    typeof value === 'string' ? value : ((JSON.stringify(value) as string | undefined) ?? String(value));
  const cut = text.length > MAX_SHOWN ? `${text.slice(0, MAX_SHOWN)}...` : text;
  return `\`${escapeControls(cut)}\``;
}

/** The text with control, bidirectional and separator characters written as `\u{...}`: safe on a terminal. */
export function escapeControls(text: string): string {
  return text.replace(
    /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu,
    (character) => `\\u{${(character.codePointAt(0) ?? 0).toString(16)}}`,
  );
}
