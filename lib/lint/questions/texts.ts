import type { StringLiteral } from '../../rules-language';
import { decodeText } from '../../rules-language/text/bytes';

const ASCII = /^[\x20-\x7e]*$/;

/** A literal as a reader sees it: bytes that are no text stay one character each. */
export function textOf({ value }: Pick<StringLiteral, 'value'>): string {
  return ASCII.test(value) ? value : (decodeText(value) ?? value);
}
