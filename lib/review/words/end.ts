/** The last day (UTC) before an end, as `YYYY-MM-DD`; an end that no date can name stays a number. */
export function lastDayOf(end: bigint): string {
  const date = dateOf(end - 1n);
  return date === undefined ? `second ${end.toString()}` : date.toISOString().slice(0, 10);
}

/** The same, with the time of day where the end is no midnight. */
export function endText(end: bigint): string {
  const date = dateOf(end);
  if (date === undefined || end % 86_400n === 0n) return lastDayOf(end);
  return minutes(date);
}

/** Such as `2026-11-30` for the begin of that day, and `2026-11-30 22:00 UTC`. */
export function momentText(seconds: bigint): string {
  const date = dateOf(seconds);
  if (date === undefined) return `second ${seconds.toString()}`;
  return seconds % 86_400n === 0n ? date.toISOString().slice(0, 10) : minutes(date);
}

function minutes(date: Date): string {
  return date
    .toISOString()
    .replace('T', ' ')
    .replace(/(?::00)?\.000Z$/, ' UTC');
}

function dateOf(seconds: bigint): Date | undefined {
  const date = new Date(Number(seconds) * 1000);
  return Number.isNaN(date.getTime()) ? undefined : date;
}
