import { wholeCidr } from './addresses';
import type { AddressLiteral, SetItem } from '../syntax/ast';
import { RulesLanguageError } from '../errors/errors';
import { failAddress, parseAddressItem, parseAddressLiteral } from '../parse/addresses';
import { ParseFailure, Source } from '../parse/source';
import { CLOUDFLARE_SCHEME } from '../catalogue/scheme';

/** @throws RulesLanguageError if the text is no address */
export function readAddress(text: string): AddressLiteral {
  return readWhole(text, parseAddressLiteral);
}

/**
 * An address, a CIDR, or a range `from..to`.
 *
 * @throws RulesLanguageError if the text is none of them
 */
export function readAddressItem(text: string): SetItem {
  return readWhole(text, parseAddressItem);
}

function readWhole<T extends SetItem>(text: string, parse: (source: Source) => T | undefined): T {
  const source = new Source(text, CLOUDFLARE_SCHEME);
  try {
    const item = parse(source);
    if (item === undefined || !source.atEnd()) return failAddress(source);
    if (item.kind === 'cidr' && item.form === 'short') {
      source.failHere(0, source.at, {
        code: 'expression/address',
        message: `\`${text}\` is no IP ${text.includes('/') ? 'range' : 'address'}`,
        help: `did you mean \`${wholeCidr(item)}\`?`,
      });
    }
    // Like every node that is built, it is in no text.
    return Object.fromEntries(Object.entries(item).filter(([key]) => key !== 'range')) as T;
  } catch (error) {
    if (error instanceof ParseFailure) throw new RulesLanguageError(text, [error.error]);
    throw error;
  }
}
