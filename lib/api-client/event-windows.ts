import type { GraphqlClient } from './graphql';
import { isLiveList, isLiveObject, type LiveJson } from './live-json';

/** What a dataset allows for a zone. */
export interface DatasetSettings {
  /** Whether the zone's plan has it. */
  readonly isEnabled: boolean;
  readonly maxDurationMs: number;
  readonly maxFields: number;
  readonly maxPageSize: number;
  readonly notOlderThanMs: number;
  /** Nested ones as `metadata_key` or `metadata.key`; `undefined` if the API does not say. */
  readonly fields: readonly string[] | undefined;
}

/** A time span, in milliseconds since 1970, both inclusive. */
export interface Span {
  readonly from: number;
  readonly to: number;
}

/** More windows than the longest look-back has: settings that are none are not followed. */
const MAX_WINDOWS = 1000;

const SECOND_MS = 1000;
/** The look-back goes on while a query is under way. */
const MARGIN_MS = 60_000;

/** @throws InputError `cloudflare/...` */
export async function readSettings(
  client: GraphqlClient,
  zoneId: string,
  dataset: string,
): Promise<DatasetSettings> {
  const selection = `settings { ${dataset} { enabled maxDuration maxNumberOfFields maxPageSize notOlderThan availableFields } }`;
  const { settings = null } = await client.zone(zoneId, selection);
  const found = isLiveObject(settings) ? settings[dataset] : undefined;
  const given = isLiveObject(found) ? found : {};
  const fields = given['availableFields'] ?? null;
  return {
    isEnabled: given['enabled'] !== false,
    maxDurationMs: 1000 * positive(given['maxDuration'], 86_400),
    maxFields: positive(given['maxNumberOfFields'], 20),
    maxPageSize: positive(given['maxPageSize'], 1000),
    notOlderThanMs: 1000 * positive(given['notOlderThan'], 86_400),
    fields:
      isLiveList(fields) && fields.length > 0
        ? fields.filter((field) => typeof field === 'string')
        : undefined,
  };
}

/**
 * The spans that can be asked for one by one, the newest first; the look-back may be shorter than what is wanted.
 *
 * @param now what time it is for Cloudflare, in milliseconds since 1970
 */
export function windowsOf(
  { notOlderThanMs, maxDurationMs }: DatasetSettings,
  wanted: Span,
  now: number,
): { readonly from: number; readonly windows: readonly Span[] } {
  const oldest = now - notOlderThanMs + MARGIN_MS;
  // Events have whole seconds, and a window that is a part of a second too long is refused.
  const from = Math.max(Math.floor(wanted.from / SECOND_MS), Math.ceil(oldest / SECOND_MS)) * SECOND_MS;
  const windows: Span[] = [];
  let to = Math.ceil(wanted.to / SECOND_MS) * SECOND_MS;
  while (windows.length < MAX_WINDOWS && to >= from) {
    const start = Math.max(from, to - maxDurationMs);
    windows.push({ from: start, to });
    to = start - SECOND_MS;
  }
  return { from, windows };
}

/** Events have whole seconds. */
export function timeText(ms: number): string {
  return new Date(ms).toISOString().replace(/\.\d+Z$/, 'Z');
}

function positive(value: LiveJson | undefined, fallback: number): number {
  return typeof value === 'number' && value > 0 ? Math.floor(value) : fallback;
}
