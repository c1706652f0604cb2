import { ID_PATTERN } from '../../../cloudflare';
import { didYouMean, InputError, show } from '../../../errors';
import type { Json, JsonObject } from '../json';
import { isArray, isObject, isString } from '../json';

/** One value of a seed file, with the path that leads to it. */
export interface Place {
  readonly source: string;
  /** For instance `zones[0].plan`; empty for the whole file. */
  readonly path: string;
  readonly value: Json | undefined;
}

export function refuse(place: Place, problem: string, help: string): InputError {
  const what = place.path === '' ? 'the seed' : `\`${place.path}\``;
  return new InputError('seed/value', { message: `${what} ${problem}`, help }, place.source);
}

/** The object at a place; keys other than the known ones are refused. */
export function object(place: Place, known: readonly string[]): JsonObject {
  const { value } = place;
  if (!isObject(value)) {
    throw refuse(place, `must be an object, got: ${show(value)}`, `give an object with ${known.join(', ')}`);
  }
  const unknown = Object.keys(value).find((key) => !known.includes(key));
  if (unknown !== undefined) throw refuse(at(place, unknown), 'is unknown', didYouMean(unknown, known));
  return value;
}

/** The places of a list's members; none if the list is missing. */
export function members(place: Place): readonly Place[] {
  const { value } = place;
  if (value === undefined) return [];
  if (!isArray(value)) throw refuse(place, `must be a list, got: ${show(value)}`, 'put it into [ ]');
  return value.map((member, index) => ({ ...place, path: `${place.path}[${index}]`, value: member }));
}

/** The places of a list's members; the list must be there. */
export function requiredMembers(place: Place): readonly Place[] {
  if (place.value === undefined) throw refuse(place, 'is missing', 'write [] for none');
  return members(place);
}

/** The place of a key of the object at `place`. */
export function at(place: Place, key: string): Place {
  const value = isObject(place.value) ? place.value[key] : undefined;
  return { ...place, path: place.path === '' ? key : `${place.path}.${key}`, value };
}

export function requiredText(place: Place): void {
  if (!isString(place.value) || place.value.trim() === '') {
    throw refuse(place, `must be a non-empty string, got: ${show(place.value)}`, 'give it');
  }
}

export function optionalText(place: Place): void {
  if (place.value !== undefined && !isString(place.value)) {
    throw refuse(place, `must be a string, got: ${show(place.value)}`, 'put it in quotes, or leave it out');
  }
}

export function optionalId(place: Place): void {
  if (place.value !== undefined && !(isString(place.value) && ID_PATTERN.test(place.value))) {
    throw refuse(
      place,
      `must be a 32-character lower-case hex id, got: ${show(place.value)}`,
      'leave it out to get a random one',
    );
  }
}

export function oneOf(place: Place, known: readonly string[]): void {
  const { value } = place;
  if (!isString(value) || !known.includes(value)) {
    const shown = isString(value) ? didYouMean(value, known) : `use one of: ${known.join(', ')}`;
    throw refuse(place, `must be one of ${known.join(', ')}, got: ${show(value)}`, shown);
  }
}

/** Refuses the second of two places with one value. */
export function unique(places: readonly Place[]): void {
  const seen = new Map<Json, string>();
  for (const place of places) {
    const { value } = place;
    if (value === undefined) continue;
    const first = seen.get(value);
    if (first !== undefined) {
      throw refuse(place, `repeats the value of \`${first}\`, got: ${show(value)}`, 'give each one its own');
    }
    seen.set(value, place.path);
  }
}
