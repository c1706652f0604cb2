import { decodeText, type StringLiteral } from '../rules-language';

/** A literal as a reader sees it: bytes that are no text stay one character each. */
export function textOf({ value }: Pick<StringLiteral, 'value'>): string {
  return decodeText(value) ?? value;
}
