import type { Query } from '../api/go-url';
import { attributeOf, stringOf, type Value } from '../values/value';

/** The query of a search for zones, from the attributes of a filter. */
export function zoneQuery(filter: Value): Query {
  const account = attributeOf(filter, 'account');
  const parameters = {
    'account.id': stringOf(attributeOf(account, 'id')),
    'account.name': stringOf(attributeOf(account, 'name')),
    direction: stringOf(attributeOf(filter, 'direction')),
    match: stringOf(attributeOf(filter, 'match')),
    name: stringOf(attributeOf(filter, 'name')),
    order: stringOf(attributeOf(filter, 'order')),
    status: stringOf(attributeOf(filter, 'status')),
  };
  return Object.fromEntries(
    Object.entries(parameters).filter((parameter): parameter is [string, string] => parameter[1] !== null),
  );
}

/** Attributes of a zone that hold a time. */
export const ZONE_TIMES: readonly string[] = ['activated_on', 'created_on', 'modified_on'];
