import { apiError } from '../http/errors';
import type { Json } from '../json';
import { isObject, shown } from '../json';
import type { Rule } from '../state/state';

/**
 * The rules with `rule` among them at the position that the request asks for.
 *
 * @param others the other rules of the ruleset, in order
 * @param position `{ "before": id }` (`""`: first), `{ "after": id }` (`""`: last) or `{ "index": n }`, from 1
 */
export function insertAt(others: readonly Rule[], rule: Rule, position: Json): readonly Rule[] {
  return others.toSpliced(placeOf(others, position), 0, rule);
}

function placeOf(others: readonly Rule[], position: Json): number {
  const entries = isObject(position) ? Object.entries(position) : [];
  const [entry] = entries;
  if (entry === undefined || entries.length > 1) {
    throw apiError(
      'field',
      [shown(position), 'position', 'it must hold one of before, after, index'],
      '/position',
    );
  }
  const [key, value] = entry;
  switch (key) {
    case 'before':
      return value === '' ? 0 : placeOfRule(others, value, key);
    case 'after':
      return value === '' ? others.length : placeOfRule(others, value, key) + 1;
    case 'index':
      if (typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= others.length + 1) {
        return value - 1;
      }
      throw apiError(
        'field',
        [shown(value), 'index', `it must be a whole number from 1 to ${others.length + 1}`],
        '/position/index',
      );
    default:
      throw apiError('field', [key, 'position', 'it must hold one of before, after, index'], '/position');
  }
}

function placeOfRule(others: readonly Rule[], id: Json | undefined, key: string): number {
  const place = others.findIndex((rule) => rule.id === id);
  if (place === -1) {
    throw apiError(
      'field',
      [shown(id), key, 'the ruleset has no other rule with this id'],
      `/position/${key}`,
    );
  }
  return place;
}
