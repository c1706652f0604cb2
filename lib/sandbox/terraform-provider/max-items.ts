import { attributeOf, type ValueObject } from './values/value';

const DEFAULT_MAX_ITEMS = 1000;

/** How many elements a listing data source returns at most. */
export function maxItems(config: ValueObject): number {
  const configured = attributeOf(config, 'max_items');
  return typeof configured === 'number' && configured > 0 ? configured : DEFAULT_MAX_ITEMS;
}
