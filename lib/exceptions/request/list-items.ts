import {
  isManagedListName,
  LIST_NAME_PATTERN,
  LIST_PREFIXES,
  MAX_LIST_NAME_LENGTH,
  MAX_LIST_TEXT_LENGTH,
} from '../../cloudflare';
import { InputError, refuseToken, requireKnownKeys, requireString, show } from '../../errors';
import { type AddressRange, parseAddress, refuseOverlaps } from './addresses';

/**
 * One entry of an IP list.
 *
 * @example
 * const item: IpListItem = { ip: '203.0.113.0/24', comment: 'Berlin' };
 */
export interface IpListItem {
  /** An address or CIDR: IPv4 `/8` to `/32`, IPv6 `/12` to `/64`. */
  readonly ip: string;
  /**
   * Whose address it is, at most 500 characters.
   *
   * @default - none
   */
  readonly comment?: string;
}

/** Cloudflare's lists hold single IPv6 addresses as their `/64`. */
const LONGEST_IPV6_PREFIX = LIST_PREFIXES[6].max;

/**
 * @param prop The prop that holds it, for the message.
 * @throws InputError `list/name`
 * @see https://developers.cloudflare.com/waf/tools/lists/
 */
export function requireListName(prop: string, name: string): void {
  requireString(prop, name);
  if (LIST_NAME_PATTERN.test(name)) return;
  throw new InputError('list/name', {
    message: `the list name in ${show(prop)} must be 1 to ${MAX_LIST_NAME_LENGTH} characters of a-z, 0-9 and _, got: ${show(name)}`,
    help: adviceForName(name),
  });
}

function adviceForName(name: string): string {
  if (isManagedListName(name.replace(/^\$/, ''))) {
    return "Cloudflare's managed lists name attackers, not callers to trust: use a list of your own";
  }
  const suggestion = name
    .toLowerCase()
    .replace(/^\$/, '')
    .replace(/[^a-z0-9_]+/g, '_')
    .slice(0, MAX_LIST_NAME_LENGTH);
  return suggestion === '' ? 'write a name such as `office`' : `did you mean \`${suggestion}\`?`;
}

/**
 * Checks the items of an IP list. Order does not matter to Cloudflare, so they come back sorted; the same address
 * twice, or one range inside another, is refused.
 */
export function parseListItems(items: readonly IpListItem[]): readonly IpListItem[] {
  const ranges = items.map((item) => requireListRange(requireItem(item).ip));
  refuseOverlaps('items', ranges);
  return items
    .map(({ comment }, index): IpListItem => {
      const ip = ranges[index]?.text ?? '';
      return comment === undefined ? { ip } : { ip, comment: requireComment(ip, comment) };
    })
    .sort((a, b) => (a.ip < b.ip ? -1 : 1));
}

function requireItem(item: unknown): IpListItem {
  refuseToken('items', item);
  if (typeof item === 'object' && item !== null && 'ip' in item) {
    requireKnownKeys<IpListItem>('items', item, { ip: true, comment: true });
    return item as IpListItem;
  }
  throw new InputError('list/item', {
    message: `each of \`items\` must be an object with \`ip\`, got: ${show(item)}`,
    help: "write items: [{ ip: '203.0.113.0/24', comment: 'office' }]",
  });
}

function requireListRange(ip: string): AddressRange {
  const range = parseAddress('items', ip);
  if (range.family === 'ipv6' && range.prefix > LONGEST_IPV6_PREFIX) {
    throw new InputError('list/ipv6-prefix', {
      message: `\`items\` holds an IPv6 range longer than /${LONGEST_IPV6_PREFIX}, which lists do not take, got: ${show(ip)}`,
      help: 'write its /64, or name the address in `from` directly',
    });
  }
  return range;
}

function requireComment(ip: string, comment: string): string {
  const normal = requireString('comment', comment).normalize('NFC');
  if (normal.length > MAX_LIST_TEXT_LENGTH || /[\0-\x1f\x7f-\x9f]/.test(normal)) {
    throw new InputError('list/comment', {
      message: `the comment of \`${ip}\` must be one line of at most ${MAX_LIST_TEXT_LENGTH} characters, got: ${show(comment)}`,
      help: 'shorten it',
    });
  }
  return normal;
}
