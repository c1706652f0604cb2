import { wholeCidr } from '../addresses/addresses';
import type { Cidr, Comparison, SetItem } from '../syntax/ast';
import type { ExpressionFinding } from '../errors/errors';
import { COMPARISONS, type OperatorFacts } from '../catalogue/operators';
import type { Scheme } from '../catalogue/scheme';
import { itemTypeOf } from './type-of';
import type { Type } from '../catalogue/types';

const NONE: readonly ExpressionFinding[] = [];

/** What Cloudflare's engine takes, and its API refuses or its documentation does not have: it is not reliable. */
export function undocumentedFindings(comparison: Comparison, scheme: Scheme): readonly ExpressionFinding[] {
  const { left, operator, right } = comparison;
  if (right.kind === 'set')
    return right.items.some(isShort) ? right.items.filter(isShort).map(shortFinding) : NONE;
  const { undocumented, isRefused }: OperatorFacts = COMPARISONS[operator];
  if (isRefused === true) {
    return [
      {
        code: 'expression/operator',
        message: `Cloudflare's API refuses the operator \`${operator}\``,
        help: 'name the values in a set: `in {1 3 5..7}`',
        ...placeOf(comparison),
      },
    ];
  }
  if (undocumented === undefined) return NONE;
  const type = itemTypeOf(left, scheme);
  if (!(undocumented as readonly Type[]).includes(type)) return NONE;
  return [
    {
      code: 'expression/operator-type',
      message: `cannot perform this operation on type ${type}: Cloudflare does not document \`${operator}\` for it`,
      help: 'write a range of addresses: `in {10.0.0.0..10.0.0.9}`',
      ...placeOf(comparison),
    },
  ];
}

function isShort(item: SetItem): item is Cidr {
  return item.kind === 'cidr' && item.form === 'short';
}

function shortFinding(cidr: Cidr): ExpressionFinding {
  return {
    code: 'expression/address',
    message: 'Cloudflare does not document this form of an IPv4 range',
    help: `did you mean \`${wholeCidr(cidr)}\`?`,
    ...placeOf(cidr),
  };
}

function placeOf({ range }: Pick<ExpressionFinding, 'range'>): Pick<ExpressionFinding, 'range'> {
  return range === undefined ? {} : { range };
}
