import { InputError, show } from '../../errors';
import { readSpan } from '../addresses/spans';
import { encodeGiven, requireText } from './context-text';
import { integersIn, hasInteger } from '../compile/integer-set';
import { compileAddresses, type Membership } from '../compile/membership';
import { isInteger } from '../evaluate/integers';

/** The contents of an empty list. */
export const NO_ITEMS: Membership = () => false;

/**
 * The contents of a list: AS numbers, addresses and CIDRs, or hostnames, where `*.example.com` stands for all
 * subdomains. Its kind is read from its items; an item of another kind than the first is refused.
 *
 * @throws InputError `context/list-item`, `context/text`
 * @see https://developers.cloudflare.com/waf/tools/lists/custom-lists/
 */
export function readList(name: string, items: readonly (string | number)[]): Membership {
  if (items.length === 0) return NO_ITEMS;
  const numbers = items.filter((item) => typeof item === 'number');
  if (numbers.length > 0) {
    if (numbers.length < items.length || !numbers.every(Number.isSafeInteger)) return refuse(name, items);
    const integers = integersIn(numbers.map(BigInt).map((number) => ({ from: number, to: number })));
    return (value) => isInteger(value) && hasInteger(integers, value);
  }
  const texts = items.map((item) => requireText(`an item of \`$${name}\``, item));
  const ranges = texts.map(readSpan);
  const addresses = ranges.filter((range) => range !== undefined);
  if (addresses.length === texts.length) return compileAddresses(addresses);
  if (addresses.length > 0 || texts.some((text) => text.includes('/'))) return refuse(name, items);
  return readHostnames(texts.map((text) => encodeGiven(`an item of \`$${name}\``, text)));
}

function readHostnames(hostnames: readonly string[]): Membership {
  const exact = new Set<unknown>(hostnames);
  const suffixes = hostnames.filter((name) => name.startsWith('*.')).map((name) => name.slice(1));
  return (value) =>
    exact.has(value) || (typeof value === 'string' && suffixes.some((suffix) => value.endsWith(suffix)));
}

function refuse(name: string, items: readonly (string | number)[]): never {
  throw new InputError('context/list-item', {
    message: `the items of a list are of one kind, got: ${show(items)} for ${show(`$${name}`)}`,
    help: 'give addresses and CIDRs, or hostnames, or AS numbers as numbers',
  });
}
