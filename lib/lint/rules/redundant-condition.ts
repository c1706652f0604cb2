import type { Expression, InlineSet, Logical, Range } from '../../rules-language';
import { print } from '../../rules-language/syntax/print';
import { areWithin, intervalsOf } from '../questions/intervals';
import { haveCommonSubject, operandTexts, short, valueText } from '../questions/printed';
import { withoutItem } from '../questions/edits';
import { type Found, ruleLint } from '../rule';
import { implies, refusedBy, textTestOf } from '../questions/text-tests';

const HELP = 'remove it, or correct it if something else was meant';

export const redundantCondition = ruleLint(
  'redundant-condition',
  'warning',
  'a condition that changes nothing',
  ({ parts, rule }) => {
    const found: Found[] = [];
    for (const node of parts) {
      if (node.kind === 'logical' && haveCommonSubject(node)) {
        found.push(...twice(node));
        // With `or` the narrower of two conditions changes nothing, with `and` the wider one.
        if (node.operator !== 'xor') found.push(...covered(node.operands, node.operator));
        if (node.operator === 'or') found.push(...differing(node), ...opposite(node));
      }
      if (node.kind === 'set') found.push(...twiceInSet(node, rule.expression));
    }
    return found;
  },
);

function twice(node: Logical): readonly Found[] {
  const seen = new Set<string>();
  const texts = operandTexts(node);
  return node.operands.flatMap((operand, index) => {
    const text = texts[index] ?? '';
    if (!seen.has(text)) {
      seen.add(text);
      return [];
    }
    return [{ message: 'the same condition is here twice', help: HELP, range: operand.range }];
  });
}

function twiceInSet({ items, range }: InlineSet, expression: string): readonly Found[] {
  const seen = new Set<string>();
  return items.flatMap((item): Found[] => {
    if (item.kind !== 'string' && item.kind !== 'integer') return [];
    const key = String(item.value);
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    const place: Range | undefined = item.range ?? range;
    const fix = item.range && withoutItem(expression, item.range);
    return [{ message: 'the same value is in the set twice', help: HELP, range: place, fix }];
  });
}

/** `a ne "x" or a ne "y"`: no value is both, so one of them always holds. */
function differing({ operands }: Logical): readonly Found[] {
  const refused = operands.flatMap((operand) => {
    const test = refusedBy(operand);
    return test?.how === 'exact' ? [{ operand, test }] : [];
  });
  return refused.slice(1).flatMap(({ operand, test }, index): readonly Found[] => {
    const other = refused
      .slice(0, index + 1)
      .find(
        (before) =>
          before.test.of === test.of && !before.test.texts.some((text) => test.texts.includes(text)),
      );
    if (other === undefined) return [];
    return [
      {
        message: `one of \`${short(print(other.operand))}\` and \`${short(print(operand))}\` always holds`,
        help: 'join them with `and` to exclude both values',
        range: operand.range,
      },
    ];
  });
}

/** `a or not a` */
function opposite(node: Logical): readonly Found[] {
  const texts = operandTexts(node);
  return node.operands.flatMap((operand) => {
    if (operand.kind !== 'not' || !texts.includes(print(operand.operand))) return [];
    return [
      {
        message: `one of \`${short(print(operand.operand))}\` and \`${short(print(operand))}\` always holds`,
        help: HELP,
        range: operand.range,
      },
    ];
  });
}

/** Conditions on one value, of which one holds wherever another one does. */
function covered(operands: readonly Expression[], operator: 'and' | 'or'): readonly Found[] {
  const tests = operands.flatMap((operand) => {
    const test = textTestOf(operand);
    return test === undefined ? [] : [{ operand, test }];
  });
  const named = operands.flatMap((operand) => {
    const one = intervalsOf(operand);
    return one === undefined || one.isNegated ? [] : [{ ...one, operand, of: valueText(one.node.left) }];
  });
  return [
    ...useless(tests, operator, (one, other) => implies(one.test, other.test)),
    ...useless(
      named,
      operator,
      (one, other) => one.of === other.of && areWithin(one.intervals, other.intervals),
    ),
  ];
}

/** With `or`, those that lie within another one; with `and`, those that another one lies within. */
function useless<T extends { readonly operand: Expression }>(
  all: readonly T[],
  operator: 'and' | 'or',
  isWithin: (one: T, other: T) => boolean,
): readonly Found[] {
  const isCovered = (one: T, other: T) => (operator === 'or' ? isWithin(one, other) : isWithin(other, one));
  return all.flatMap((one, index): readonly Found[] => {
    const other = all.find(
      (candidate, position) =>
        candidate !== one && isCovered(one, candidate) && (position < index || !isCovered(candidate, one)),
    );
    if (other === undefined) return [];
    const [text, reason] = [print(one.operand), print(other.operand)];
    // `twice` reports the same condition twice.
    if (text === reason) return [];
    return [
      {
        message: `\`${short(text)}\` changes nothing beside \`${short(reason)}\``,
        help: HELP,
        range: one.operand.range,
      },
    ];
  });
}
