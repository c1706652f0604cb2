/** JSON of the API. An integer that a JavaScript number cannot hold exactly is a bigint. */
export type LiveJson = string | number | bigint | boolean | null | readonly LiveJson[] | LiveObject;

/** A JSON object of the API. */
export interface LiveObject {
  readonly [key: string]: LiveJson;
}

export function isLiveObject(value: LiveJson | undefined): value is LiveObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isLiveList(value: LiveJson | undefined): value is readonly LiveJson[] {
  return Array.isArray(value);
}

/** The value as JSON text, keys in the order of the API. */
export function liveJsonText(value: LiveJson): string {
  if (typeof value === 'bigint') return value.toString();
  if (isLiveList(value)) return `[${value.map(liveJsonText).join(',')}]`;
  if (!isLiveObject(value)) return JSON.stringify(value);
  const members = Object.entries(value).map(([key, item]) => `${JSON.stringify(key)}:${liveJsonText(item)}`);
  return `{${members.join(',')}}`;
}
