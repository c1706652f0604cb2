import type { Range, Right, SetItem } from '../../rules-language';
import { type AddressSpan, spanOf } from '../../rules-language/addresses/spans';
import { printItem } from '../../rules-language/syntax/print';
import type { ConditionShape } from './condition-shape';
import type { Condition } from './conditions';

/** Addresses that a condition names: those of one CIDR, of a range, or one. */
export interface NamedAddresses extends AddressSpan {
  readonly range: Range | undefined;
  readonly item: SetItem;
}

const CLIENT_FIELDS: readonly string[] = ['ip.src', 'ip.addr'];
const NO_ADDRESSES: readonly NamedAddresses[] = [];

/** Three rules ask for them: each set is read once. */
const bySet = new WeakMap<Right, readonly NamedAddresses[]>();

/** Whether conditions of this shape compare the client's address itself. */
export function comparesClient({ field, functions }: ConditionShape): boolean {
  return functions.length === 0 && CLIENT_FIELDS.includes(field);
}

/** The addresses that a condition names. */
export function namedAddresses({ right }: Pick<Condition, 'right'>): readonly NamedAddresses[] {
  if (right?.kind !== 'address' && right?.kind !== 'set') return NO_ADDRESSES;
  let named = bySet.get(right);
  if (named === undefined) {
    named = (right.kind === 'set' ? right.items : [right]).flatMap(namedBy);
    bySet.set(right, named);
  }
  return named;
}

/** The addresses as they are written. */
export function addressesText({ item }: NamedAddresses): string {
  return printItem(item);
}

function namedBy(item: SetItem): readonly NamedAddresses[] {
  const span = spanOf(item);
  // Without a spread, which takes several times as long: lint reads each address.
  return span === undefined ? [] : [{ from: span.from, to: span.to, range: item.range, item }];
}
