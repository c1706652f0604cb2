import type { Expression } from '../../rules-language';
import { reservedFor } from '../../rules-language/addresses/reserved';
import { commonBits } from '../../rules-language/addresses/spans';
import { print } from '../../rules-language/syntax/print';
import { addressesText, comparesClient, namedAddresses } from '../questions/address-conditions';
import {
  areFew,
  areTooMany,
  CALLER_FIELDS,
  type Callers,
  callersAt,
  callersOf,
  countText,
  isEverybody,
  namedCallers,
} from '../questions/callers';
import type { ConditionShape } from '../questions/condition-shape';
import type { Condition } from '../questions/conditions';
import { short } from '../questions/printed';
import { conditionLint, type Found } from '../rule';
import type { RuleSubject } from '../subject';

/** Bits that the addresses of an allowlist must have in common, by bytes of an address. */
const SHORTEST_PREFIX: Readonly<Record<number, number>> = { 4: 8, 16: 12 };

const concerns = ({ isException, polarity, operator, field }: ConditionShape): boolean =>
  isException && polarity !== 'negative' && operator !== 'ne' && CALLER_FIELDS.includes(field);

export const wideAddress = conditionLint(
  'wide-address',
  'error',
  'a range of addresses that is too wide for an exception',
  concerns,
  (condition, subject) => {
    if (isSmall(condition)) return NOTHING;
    const found = inCondition(condition, subject);
    // Other conditions may leave few of them.
    if (found.length > 0) return areTooMany(callersIn(subject)) ? found : NOTHING;
    return inAlternatives(condition, subject);
  },
);

const NOTHING: readonly Found[] = [];

function isSmall({ shape, right }: Condition): boolean {
  return comparesClient(shape) && right?.kind === 'set' && areFew(right.items);
}

function inCondition(condition: Condition, { list }: RuleSubject): readonly Found[] {
  if (!comparesClient(condition.shape) || condition.right?.kind === 'list') {
    return whole(condition.node, namedCallers(condition.node, list.lists));
  }
  // `reserved-address` reports those that no client has.
  const named = namedAddresses(condition).filter((one) => reservedFor(one) === undefined);
  const wide = named.filter((one) => commonBits(one) < (SHORTEST_PREFIX[one.from.length] ?? 0));
  if (wide.length === 0) return whole(condition.node, callersAt(named));
  return wide.map((one) => ({
    message: `\`${addressesText(one)}\` is too wide for a list of callers`,
    help: `name the callers' own ranges: at least /${SHORTEST_PREFIX[one.from.length] ?? 0}`,
    range: one.range,
  }));
}

/** None of some alternatives names too many, and together they may. Reported at the first one that is not small. */
function inAlternatives(condition: Condition, subject: RuleSubject): readonly Found[] {
  const callers = subject.conditions.filter(({ field }) => CALLER_FIELDS.includes(field?.name ?? ''));
  const large = callers.filter((one) => !isSmall(one));
  if (callers.length < 2 || large[0] !== condition || !callers.every(({ shape }) => concerns(shape))) {
    return NOTHING;
  }
  const all = callersIn(subject);
  const isOfOne = callers.some((one) => inCondition(one, subject).length > 0);
  return isOfOne || isEverybody(all) || subject.expression === undefined
    ? NOTHING
    : whole(subject.expression, all);
}

function callersIn({ expression, list }: RuleSubject): Callers {
  return callersOf(expression ?? { kind: 'boolean', value: true }, list.lists);
}

/** None of its parts is too wide, and together they may be. */
function whole(node: Expression, callers: Callers | undefined): readonly Found[] {
  if (callers === undefined || !areTooMany(callers)) return NOTHING;
  return [
    {
      message: `\`${short(print(node))}\` holds for ${countText(callers) ?? 'everybody'}, too many for a list of callers`,
      help: "name the callers' own ranges: together no more than an IPv4 /8, an IPv6 /12, or 100 AS numbers",
      range: node.range,
    },
  ];
}
