import { unicodePattern } from './unicode-pattern';

/** Most texts hold nothing else, which is known sooner. */
const PLAIN = /^[\n\x20-\x7e]*$/;
const steering = unicodePattern(String.raw`(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]`, 'gu');

/**
 * The text with each character replaced that could steer a terminal or cannot be seen: control and format characters,
 * separators, halves of surrogate pairs. Line breaks stay.
 */
export function replaceSteering(text: string, replacement: (character: string) => string): string {
  return PLAIN.test(text) ? text : text.replace(steering(), replacement);
}
