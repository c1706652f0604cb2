import { replaceSteering } from './steering';

/**
 * JSON in which whatever could steer a terminal is an escape: still the same data for every reader. Integers beyond
 * JSON's range become text.
 *
 * @param indent Blanks a level; 0 for one line.
 */
export function safeJson(value: unknown, indent = 2): string {
  const json = JSON.stringify(
    value,
    (_, member: unknown) => (typeof member === 'bigint' ? member.toString() : member),
    indent,
  );
  return replaceSteering(json, (character) =>
    Array.from(
      { length: character.length },
      (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
}
