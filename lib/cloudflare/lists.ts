import type { ZonePlan } from './plans';

/**
 * Lists that Cloudflare keeps, without `$`; they need the plan Enterprise.
 *
 * @see https://developers.cloudflare.com/waf/tools/lists/managed-lists/
 */
export const MANAGED_LISTS = [
  'cf.anonymizer',
  'cf.botnetcc',
  'cf.malware',
  'cf.open_proxies',
  'cf.vpn',
] as const;

/** The lowest plan that has the lists of Cloudflare. */
export const MANAGED_LISTS_PLAN: ZonePlan = 'enterprise';

/** Whether a name is one of Cloudflare's: accounts cannot have a point in theirs. */
export function isManagedListName(name: string): boolean {
  return name.startsWith('cf.');
}

/**
 * The kinds of lists, which are also the keys of their items, and the lowest plan that has them.
 *
 * @see https://developers.cloudflare.com/waf/tools/lists/lists-api/json-object/
 * @see https://developers.cloudflare.com/waf/tools/lists/#availability
 */
export const LIST_KIND_FACTS = {
  ip: { title: 'IP lists', plan: 'free' },
  redirect: { title: 'lists of redirects', plan: 'free' },
  hostname: { title: 'lists of hostnames', plan: 'enterprise' },
  asn: { title: 'lists of AS numbers', plan: 'enterprise' },
} as const satisfies Readonly<Record<string, { readonly title: string; readonly plan: ZonePlan }>>;

/** A kind of lists. */
export type ListKind = keyof typeof LIST_KIND_FACTS;

/** The kinds of lists. */
export const LIST_KINDS = Object.keys(LIST_KIND_FACTS) as readonly ListKind[];

/** Longest name of a list, in characters. */
export const MAX_LIST_NAME_LENGTH = 50;

/** Longest description of a list, and longest comment of an item, in characters. */
export const MAX_LIST_TEXT_LENGTH = 500;

/**
 * What an account can call a list. Cloudflare's pages differ about capitals; in an expression it takes none.
 *
 * @see https://developers.cloudflare.com/waf/tools/lists/
 */
export const LIST_NAME_PATTERN = new RegExp(`^[a-z0-9_]{1,${MAX_LIST_NAME_LENGTH}}$`);

/**
 * The prefixes that an IP list takes, by the family of the address. Cloudflare's pages differ about the shorter end; these
 * are in all of them.
 *
 * @see https://developers.cloudflare.com/waf/tools/lists/custom-lists/#ip-lists
 */
export const LIST_PREFIXES = { 4: { min: 8, max: 32 }, 6: { min: 12, max: 64 } } as const;
