import { type FieldFacts, FIELDS } from '../catalogue/fields';
import type { Type } from '../catalogue/types';

/** A field's place in every execution context: finding it by a number is several times as fast as by its name. */
export interface FieldSlot {
  readonly index: number;
  /** The current name: a deprecated one shares the slot of what took its place. */
  readonly name: string;
  readonly type: Type;
}

const FACTS: readonly (readonly [string, FieldFacts])[] = Object.entries(FIELDS);

/** The slots that are in use, in order. */
export const FIELD_SLOTS: readonly FieldSlot[] = FACTS.filter(
  ([, { replacedBy }]) => replacedBy === undefined,
).map(([name, { type }], index) => ({ index, name, type }));

const BY_NAME: ReadonlyMap<string, FieldSlot> = new Map(FIELD_SLOTS.map((slot) => [slot.name, slot]));
const REPLACED: ReadonlyMap<string, string> = new Map(
  FACTS.flatMap(([name, { replacedBy }]) => (replacedBy === undefined ? [] : [[name, replacedBy]])),
);

/** The slot of a field by its current or its deprecated name; `undefined` for a name that no field has. */
export function fieldSlot(name: string): FieldSlot | undefined {
  return BY_NAME.get(REPLACED.get(name) ?? name);
}
