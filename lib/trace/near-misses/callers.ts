import { addressText, parseAddress } from '../../rules-language';
import { addressAfter } from '../../rules-language/addresses/numbers';
import type { SampleRequest } from '../../rules-language/context/sample-request';

/** Addresses for documentation (RFC 5737, RFC 3849): no client has one. */
const ELSEWHERE = { v4: ['198.51.100.7', '192.0.2.7'], v6: ['2001:db8::7', '2001:db8:ffff::7'] } as const;

/** The request from another address: next to the given one, in the next network, elsewhere, of the other family. */
export function callerMisses(
  request: SampleRequest,
): readonly { readonly title: string; readonly differsIn: 'caller'; readonly request: SampleRequest }[] {
  const address = request.ip === undefined ? undefined : parseAddress(request.ip);
  if (address === undefined) return [];
  const isV4 = address.length === 4;
  const network = 1n << (isV4 ? 8n : 64n);
  const after = (count: bigint) => {
    const found = addressAfter(address, count);
    return found === undefined ? undefined : addressText(found);
  };
  const own = addressText(address);
  // Bytes in which the networks above differ from each other.
  const near = isV4 ? 3 : 6;
  const isElsewhere = (one: string) => parseAddress(one)?.slice(0, near) !== address.slice(0, near);
  const v4 = ELSEWHERE.v4.find(isElsewhere);
  const v6 = ELSEWHERE.v6.find(isElsewhere);
  const callers: readonly (readonly [title: string, ip: string | undefined])[] = [
    ['the next lower address', after(-1n)],
    ['the next higher address', after(1n)],
    ['the next lower network', after(-network)],
    ['the next higher network', after(network)],
    ['a caller elsewhere', isV4 ? v4 : v6],
    [isV4 ? 'an IPv6 caller' : 'an IPv4 caller', isV4 ? v6 : v4],
    ['the address mapped into IPv6', isV4 ? `::ffff:${own}` : undefined],
  ];
  return callers.flatMap(([title, ip]) =>
    ip === undefined ? [] : [{ title, differsIn: 'caller', request: { ...request, ip } }],
  );
}
