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
