import { addressText, parseAddress } from '../../rules-language';
import type { SampleRequest } from '../../rules-language/context/sample-request';

/** Addresses for documentation (RFC 5737, RFC 3849): no client has one. */
const ELSEWHERE = { v4: ['198.51.100.7', '192.0.2.7'], v6: ['2001:db8::7', '2001:db8:ffff::7'] } as const;

/** The request from another address: next to the given one, in the next network, elsewhere, of the other family. */
export function callerMisses(
  request: SampleRequest,
): readonly { readonly title: string; readonly differsIn: 'caller'; readonly request: SampleRequest }[] {
  const address = request.ip === undefined ? undefined : parseAddress(request.ip);
  if (address === undefined) return [];
  const value = BigInt(`0x${Buffer.from(address, 'latin1').toString('hex')}`);
  const isV4 = address.length === 4;
  const network = isV4 ? 8n : 64n;
  const own = addressText(address);
  // Bytes in which the networks above differ from each other.
  const near = isV4 ? 3 : 6;
  const isElsewhere = (one: string) => parseAddress(one)?.slice(0, near) !== address.slice(0, near);
  const v4 = ELSEWHERE.v4.find(isElsewhere);
  const v6 = ELSEWHERE.v6.find(isElsewhere);
  const callers: readonly (readonly [title: string, ip: string | undefined])[] = [
    ['the address before', textOf(value - 1n, address.length)],
    ['the address after', textOf(value + 1n, address.length)],
    ['the network before', textOf(value - (1n << network), address.length)],
    ['the network after', textOf(value + (1n << network), address.length)],
    ['a caller elsewhere', isV4 ? v4 : v6],
    [isV4 ? 'an IPv6 caller' : 'an IPv4 caller', isV4 ? v6 : v4],
    ['the address mapped into IPv6', isV4 ? `::ffff:${own}` : undefined],
  ];
  return callers.flatMap(([title, ip]) =>
    ip === undefined ? [] : [{ title, differsIn: 'caller', request: { ...request, ip } }],
  );
}

/** `undefined` for a number that is no address. */
function textOf(value: bigint, bytes: number): string | undefined {
  if (value < 0n || value >= 1n << BigInt(bytes * 8)) return undefined;
  const hex = value.toString(16).padStart(bytes * 2, '0');
  return addressText(Buffer.from(hex, 'hex').toString('latin1'));
}
