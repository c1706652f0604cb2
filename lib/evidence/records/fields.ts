import { plainKey } from '../spelling/key';

/** The members of an object by name, whatever the case of its keys. */
export class Fields {
  private readonly values = new Map<string, unknown>();

  constructor(record: object) {
    for (const [key, value] of Object.entries(record)) this.values.set(plainKey(key), value);
  }

  /** Whether one of the names is there; names in lower case, without marks. */
  has(...names: readonly string[]): boolean {
    return names.some((name) => this.values.has(name));
  }

  value(...names: readonly string[]): unknown {
    for (const name of names) {
      const value = this.values.get(name);
      if (value !== undefined && value !== null) return value;
    }
    return undefined;
  }

  /** A text, which may be empty. */
  anyText(...names: readonly string[]): string | undefined {
    const value = this.value(...names);
    if (typeof value === 'string') return value;
    return typeof value === 'number' || typeof value === 'boolean' ? String(value) : undefined;
  }

  /** A text; Logpush writes what is not known as an empty one. */
  text(...names: readonly string[]): string | undefined {
    const text = this.anyText(...names);
    return text === '' ? undefined : text;
  }

  number(...names: readonly string[]): number | undefined {
    const value = this.value(...names);
    if (typeof value === 'number') return Number.isFinite(value) ? value : undefined;
    if (typeof value !== 'string' || value.trim() === '') return undefined;
    const number = Number(value);
    return Number.isFinite(number) ? number : undefined;
  }

  /** A list, also one in JSON, as CSV has it. */
  list(...names: readonly string[]): readonly unknown[] {
    const value = this.value(...names);
    if (Array.isArray(value)) return value;
    if (typeof value !== 'string' || !value.trim().startsWith('[')) return [];
    const list = parsed(value);
    return Array.isArray(list) ? list : [];
  }

  /** An object, also one in JSON. */
  object(...names: readonly string[]): object | undefined {
    const value = this.value(...names);
    const object = typeof value === 'string' && value.trim().startsWith('{') ? parsed(value) : value;
    return typeof object === 'object' && object !== null ? object : undefined;
  }
}

/** Whether the members are those of an origin's access log in JSON: a status, and what was asked for. */
export function isOriginRecord(fields: Fields): boolean {
  return fields.has(...STATUSES) && fields.has(...TARGETS);
}

/** What logs call the status that was answered; the last one is Traefik's. */
export const STATUSES = ['status', 'statuscode', 'responsestatus', 'downstreamstatus'] as const;
const TARGETS = ['request', 'requesturi', 'uri', 'url', 'path', 'requestpath', 'documenturi'];

function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown;
  } catch {
    return undefined;
  }
}

/** A status of HTTP, or 0 where Cloudflare says that there was none. */
export function statusOf(number: number | undefined): number | undefined {
  return number !== undefined && Number.isInteger(number) && number >= 0 && number <= 999
    ? number
    : undefined;
}
