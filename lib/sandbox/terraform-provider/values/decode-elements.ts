import { isNested, type Attribute } from '../../../provider-schema';
import { decodeAnswer, type DecodeRules } from './decode-answer';
import type { ValueObject } from './value';

/** Decodes the elements of a listing for the attribute that holds them. */
export function decodeElements(
  attribute: Attribute | undefined,
  elements: readonly unknown[],
  rules: Pick<DecodeRules, 'zeros' | 'times'>,
): ValueObject[] {
  if (attribute === undefined || !isNested(attribute)) return [];
  return elements.map((element) =>
    decodeAnswer(attribute.attributes, { ...rules, notInAnswer: [] }, 'refresh', {}, element),
  );
}
