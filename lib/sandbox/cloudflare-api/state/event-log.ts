import { appendFileSync, existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { isObject, isString, parseJson } from '../json';
import { MAX_EVENTS, type SecurityEvent } from './security-events';

/** Security Events on the disk: a line of JSON for each, so that one more costs one line, however many there are. */
export class EventLog {
  private lines = 0;

  constructor(private readonly file: string) {}

  /** The newest events. A line that cannot be read is left out: a crash tears the last one. */
  read(): readonly SecurityEvent[] {
    if (!existsSync(this.file)) return [];
    const lines = readFileSync(this.file, 'utf8').split('\n');
    return lines.flatMap(eventOf).slice(-MAX_EVENTS);
  }

  /** Writes all of them anew, beside the old file: a reader or a crash sees the old events or these. */
  rewrite(events: readonly SecurityEvent[]): void {
    mkdirSync(dirname(this.file), { recursive: true });
    const temporary = `${this.file}.${process.pid}.tmp`;
    writeFileSync(temporary, linesOf(events));
    renameSync(temporary, this.file);
    this.lines = events.length;
  }

  /**
   * Adds events at the end.
   *
   * @param kept what is kept with them; written anew where the file has grown to twice the most events
   */
  append(added: readonly SecurityEvent[], kept: readonly SecurityEvent[]): void {
    if (this.lines + added.length > 2 * MAX_EVENTS) {
      this.rewrite(kept);
      return;
    }
    appendFileSync(this.file, linesOf(added));
    this.lines += added.length;
  }
}

function linesOf(events: readonly SecurityEvent[]): string {
  return events.map((event) => `${JSON.stringify(event)}\n`).join('');
}

function eventOf(line: string): readonly SecurityEvent[] {
  try {
    const value = parseJson(line);
    return isObject(value) && isString(value['zoneTag']) && Array.isArray(value['metadata'])
      ? [value as unknown as SecurityEvent]
      : [];
  } catch {
    return [];
  }
}
