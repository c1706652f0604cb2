/** Keys of a log are few, and each comes with every line. */
const known = new Map<string, string>();
const MOST_KNOWN = 10_000;

/** A key without case and marks: `RayID`, `rayid` of Log Explorer and `ray_id` are one. */
export function plainKey(key: string): string {
  let plain = known.get(key);
  if (plain === undefined) {
    plain = key.toLowerCase().replace(/[^a-z0-9]/g, '');
    if (known.size < MOST_KNOWN) known.set(key, plain);
  }
  return plain;
}
