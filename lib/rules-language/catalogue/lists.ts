import type { ListName, Value } from '../syntax/ast';
import { suggestion } from '../../errors';
import type { Finding } from '../errors/errors';
import { includesPlan, type Plan, PLAN_NAMES } from './plans';
import type { Scheme } from './scheme';
import { itemTypeOf } from '../check/type-of';
import type { Type } from './types';

/**
 * Lists that Cloudflare keeps; they need the plan Enterprise.
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

/** Longest name of a list of the account. */
const MAX_NAME_LENGTH = 50;

/** Lists by the type of their items: what they are called and the lowest plan that has them. */
const KINDS: Readonly<Partial<Record<Type, { readonly name: string; readonly plan: Plan }>>> = {
  Ip: { name: 'IP lists', plan: 'free' },
  Int: { name: 'lists of AS numbers', plan: 'enterprise' },
  Bytes: { name: 'lists of hostnames', plan: 'enterprise' },
};

/** What Cloudflare refuses in `value in $list`. */
export function listFindings(
  value: Value,
  list: ListName,
  scheme: Scheme,
  plan: Plan | undefined,
): readonly Finding[] {
  const place = list.range === undefined ? {} : { range: list.range };
  const isManaged = list.name.startsWith('cf.');
  const findings: Finding[] = [];
  if (isManaged && !(MANAGED_LISTS as readonly string[]).includes(list.name)) {
    findings.push({
      code: 'expression/unknown-list',
      message: `Cloudflare has no list \`$${list.name}\``,
      help:
        suggestion(list.name, MANAGED_LISTS) ??
        `use one of: ${MANAGED_LISTS.map((name) => `$${name}`).join(', ')}`,
      ...place,
    });
  }
  if (!isManaged && (list.name.includes('.') || list.name.length > MAX_NAME_LENGTH)) {
    findings.push({
      code: 'expression/list-name',
      message: `the name of a list of the account has \`a\` to \`z\`, \`0\` to \`9\` and \`_\`, at most ${MAX_NAME_LENGTH} of them, got: \`$${list.name.slice(0, 60)}\``,
      ...place,
    });
  }
  const kind = KINDS[itemTypeOf(value, scheme)];
  const needed = isManaged ? 'enterprise' : kind?.plan;
  if (plan !== undefined && needed !== undefined && !includesPlan(plan, needed)) {
    const what = isManaged ? 'the lists of Cloudflare' : (kind?.name ?? 'lists');
    findings.push({
      code: 'expression/plan',
      message: `${what} need the plan ${PLAN_NAMES[needed]}, the zone has ${PLAN_NAMES[plan]}`,
      ...place,
    });
  }
  return findings;
}
