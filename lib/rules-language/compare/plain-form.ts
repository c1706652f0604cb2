import { maskedInto, spanOf } from '../addresses/spans';
import { isValue } from '../check/type-of';
import type { Argument, Call, Comparison, Expression, Right, SetItem, Truth } from '../syntax/ast';

/**
 * A comparison with a part of a text, or with the network of an address, as the condition on the whole that says the same:
 * `substring(a, 0, 2) eq "/b"` is `starts_with(a, "/b")`, and `cidr(ip.src, 8, 8) eq 10.0.0.0` is `ip.src in {10.0.0.0/8}`.
 * Any other comparison comes back as it is.
 */
export function plainForm(comparison: Comparison): Expression {
  const { left } = comparison;
  if (left.kind !== 'call' || left.path.length > 0) return comparison;
  switch (left.function) {
    case 'substring':
      return affixOf(left, comparison) ?? comparison;
    case 'cidr':
    case 'cidr6':
      return ofNetworks(left, comparison) ?? comparison;
    default:
      return comparison;
  }
}

function affixOf({ arguments: given }: Call, { operator, right }: Comparison): Expression | undefined {
  const [text, start, end] = given;
  if (operator !== 'eq' || right.kind !== 'string' || right.value === '') return undefined;
  if (text === undefined || !isValue(text) || start?.kind !== 'integer') return undefined;
  const length = BigInt(right.value.length);
  if (start.value === -length && end === undefined) return affix('ends_with', text, right);
  if (start.value !== 0n || end?.kind !== 'integer' || end.value < length) return undefined;
  // What is shorter than the part is the whole.
  return end.value === length
    ? affix('starts_with', text, right)
    : { kind: 'comparison', left: text, operator: 'eq', right };
}

function affix(name: 'starts_with' | 'ends_with', text: Argument, right: Argument): Truth {
  return { kind: 'truth', value: { kind: 'call', function: name, arguments: [text, right], path: [] } };
}

function ofNetworks(call: Call, { operator, right }: Comparison): Comparison | undefined {
  const [address] = call.arguments;
  if (address === undefined || !isValue(address) || (operator !== 'eq' && operator !== 'in'))
    return undefined;
  const items = itemsOf(right)?.map((item) => networksIn(item, call));
  if (items === undefined || items.includes('unknown')) return undefined;
  const known = items.filter((item) => item !== 'none' && item !== 'unknown');
  return { kind: 'comparison', left: address, operator: 'in', right: { kind: 'set', items: known } };
}

function itemsOf(right: Right): readonly SetItem[] | undefined {
  if (right.kind === 'set') return right.items;
  return right.kind === 'address' ? [right] : undefined;
}

/** The addresses whose network is one of those that an item names. */
function networksIn(item: SetItem, call: Call): SetItem | 'none' | 'unknown' {
  const span = spanOf(item);
  if (span === undefined) return 'unknown';
  const bits = maskOf(call)?.[span.from.length === 4 ? 0 : 1];
  if (bits === undefined) return 'unknown';
  const masked = maskedInto(span, bits);
  return masked === undefined ? 'none' : { kind: 'address-range', ...masked };
}

/** The bits that `cidr` or `cidr6` leaves of an address, where they are written. */
export function maskOf(call: Call): readonly [ipv4: number, ipv6: number] | undefined {
  const [, ...bits] = call.arguments.map((argument) =>
    argument.kind === 'integer' ? Number(argument.value) : Number.NaN,
  );
  const [ipv4 = Number.NaN, ipv6 = Number.NaN] = call.function === 'cidr6' ? [32, bits[0]] : bits;
  const isMask = call.function === 'cidr' || call.function === 'cidr6';
  return isMask && ipv4 >= 1 && ipv4 <= 32 && ipv6 >= 1 && ipv6 <= 128 ? [ipv4, ipv6] : undefined;
}
