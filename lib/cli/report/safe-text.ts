import { replaceSteering } from '../../errors';

/** HCL for a terminal or a file, without the characters that messages write as escapes: still the same text for Terraform. */
export function safeHcl(text: string): string {
  return replaceSteering(text, (character) => {
    const point = character.codePointAt(0) ?? 0;
    return point > 0xffff ? `\\U${hex(point, 8)}` : `\\u${hex(point, 4)}`;
  });
}

function hex(number: number, digits: number): string {
  return number.toString(16).padStart(digits, '0');
}
