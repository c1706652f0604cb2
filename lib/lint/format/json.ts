import type { LintedList } from '../lint-document';
import { placeOf } from './place';

/** What could steer a terminal, line breaks aside. */
const UNSAFE = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/gu;

/** One array of findings, each with its place. */
export function jsonText(lists: readonly LintedList[]): string {
  return safeJson(
    lists.flatMap((list) =>
      list.findings.map((finding) => {
        const { ref, line, column } = placeOf(list, finding);
        const { id, severity, message, help, rule, range } = finding;
        return {
          id,
          severity,
          message,
          help,
          file: list.file,
          place: list.place,
          rule,
          ref,
          line,
          column,
          range,
        };
      }),
    ),
  );
}

/** JSON in which whatever could steer a terminal is an escape: still the same data. */
export function safeJson(value: unknown): string {
  const text = JSON.stringify(value, null, 2).replace(UNSAFE, (character) =>
    Array.from(
      { length: character.length },
      (_, index) => `\\u${character.charCodeAt(index).toString(16).padStart(4, '0')}`,
    ).join(''),
  );
  return `${text}\n`;
}
