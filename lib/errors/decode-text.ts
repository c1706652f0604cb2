/** The text without the mark that may begin it: older PowerShells write `>` as UTF-16, and some editors mark UTF-8. */
export function decodeText(bytes: Buffer): string {
  const [first, second] = bytes;
  const isMark = (a: number, b: number): boolean => first === a && second === b;
  const encoding = isMark(0xff, 0xfe) ? 'utf-16le' : isMark(0xfe, 0xff) ? 'utf-16be' : 'utf-8';
  return new TextDecoder(encoding).decode(bytes);
}
