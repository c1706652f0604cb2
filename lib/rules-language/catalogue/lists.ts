import {
  includesPlan,
  isManagedListName,
  LIST_KIND_FACTS,
  type ListKind,
  MANAGED_LISTS,
  MANAGED_LISTS_PLAN,
  MAX_LIST_NAME_LENGTH,
  type ZonePlan,
  PLAN_FACTS,
} from '../../cloudflare';
import type { ListName, Value } from '../syntax/ast';
import { suggestion } from '../../errors';
import type { ExpressionFinding } from '../errors/errors';
import type { Scheme } from './scheme';
import { itemTypeOf } from '../check/type-of';
import type { Type } from './types';

const KIND_OF: Readonly<Partial<Record<Type, ListKind>>> = { Ip: 'ip', Int: 'asn', Bytes: 'hostname' };

/**
 * The kind of list that the value, or each of its elements, can be looked up in: `ip` for addresses, `asn` for whole
 * numbers, `hostname` for text, `undefined` for anything else.
 *
 * @example
 * listKindOf({ kind: 'field', name: 'ip.src', path: [] }, CLOUDFLARE_SCHEME); // 'ip'
 */
export function listKindOf(value: Value, scheme: Scheme): ListKind | undefined {
  return KIND_OF[itemTypeOf(value, scheme)];
}

/** What Cloudflare refuses in `value in $list`. */
export function listFindings(
  value: Value,
  list: ListName,
  scheme: Scheme,
  plan: ZonePlan | undefined,
): readonly ExpressionFinding[] {
  const place = list.range === undefined ? {} : { range: list.range };
  const isManaged = isManagedListName(list.name);
  const findings: ExpressionFinding[] = [];
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
  if (!isManaged && (list.name.includes('.') || list.name.length > MAX_LIST_NAME_LENGTH)) {
    findings.push({
      code: 'expression/list-name',
      message: `the name of a list of the account has \`a\` to \`z\`, \`0\` to \`9\` and \`_\`, at most ${MAX_LIST_NAME_LENGTH} of them, got: \`$${list.name.slice(0, 60)}\``,
      ...place,
    });
  }
  const kind = listKindOf(value, scheme);
  const facts = kind === undefined ? undefined : LIST_KIND_FACTS[kind];
  const needed = isManaged ? MANAGED_LISTS_PLAN : facts?.plan;
  if (plan !== undefined && needed !== undefined && !includesPlan(plan, needed)) {
    const what = isManaged ? 'the lists of Cloudflare' : (facts?.title ?? 'lists');
    findings.push({
      code: 'expression/plan',
      message: `${what} need the plan ${PLAN_FACTS[needed].name}, the zone has ${PLAN_FACTS[plan].name}`,
      ...place,
    });
  }
  return findings;
}
