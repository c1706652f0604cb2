/** A time as the API writes it, with microseconds: `2026-01-01T00:00:01.000000Z`. */
export function timestamp(milliseconds: number): string {
  return new Date(milliseconds).toISOString().replace('Z', '000Z');
}
