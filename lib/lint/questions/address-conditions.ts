import type { Range, Right, SetItem } from '../../rules-language';
import { addressText } from '../../rules-language/addresses/addresses';
import type { ConditionShape } from './condition-shape';
import type { Condition } from './conditions';

/** Addresses that a condition names: those of one CIDR, of a range, or one. */
export interface NamedAddresses {
  /** First and last, in network order. */
  readonly from: string;
  readonly to: string;
  readonly range: Range | undefined;
  readonly item: AddressItem;
}

type AddressItem = Extract<SetItem, { readonly kind: 'address' | 'address-range' | 'cidr' }>;

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
  if (item.kind === 'address-range') return `${addressText(item.from)}..${addressText(item.to)}`;
  return item.kind === 'cidr'
    ? `${addressText(item.address)}/${item.prefixLength}`
    : addressText(item.address);
}

function namedBy(item: SetItem): readonly NamedAddresses[] {
  const { range } = item;
  switch (item.kind) {
    case 'address':
      return [{ from: item.address, to: item.address, range, item }];
    case 'address-range':
      return [{ from: item.from, to: item.to, range, item }];
    case 'cidr':
      return [{ from: item.address, to: lastOf(item.address, item.prefixLength), range, item }];
    default:
      return [];
  }
}

/** The address with every bit after the prefix set to one. */
function lastOf(address: string, prefixLength: number): string {
  const whole = prefixLength >> 3;
  if (whole >= address.length) return address;
  const partial = String.fromCharCode(address.charCodeAt(whole) | (0xff >> (prefixLength & 7)));
  return address.slice(0, whole) + partial + '\xff'.repeat(address.length - whole - 1);
}
