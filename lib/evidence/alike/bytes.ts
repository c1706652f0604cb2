export function viewOf(bytes: Buffer): DataView {
  return new DataView(bytes.buffer, bytes.byteOffset, bytes.length);
}

/**
 * Whether so many bytes are the same here and there. They are compared by eights, as numbers, which is several times as fast as one
 * by one. Two numbers are only the same if their bytes are, but for zero, whose bytes no text has.
 */
export function sameBytes(
  one: DataView,
  start: number,
  other: DataView,
  otherStart: number,
  size: number,
): boolean {
  const end = start + size;
  const shift = otherStart - start;
  let at = start;
  for (; at + 8 <= end; at += 8) {
    if (one.getFloat64(at, true) !== other.getFloat64(at + shift, true)) return false;
  }
  if (at === end) return true;
  // The last eight once more, with some that are known.
  if (size >= 8) return one.getFloat64(end - 8, true) === other.getFloat64(end - 8 + shift, true);
  for (; at < end; at++) if (one.getInt8(at) !== other.getInt8(at + shift)) return false;
  return true;
}
