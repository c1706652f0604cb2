import type { Expression, InlineSet, Logical, Range } from '../../rules-language';
import { testOf, textsOf } from '../conditions';
import { haveCommonSubject, operandTexts, valueText } from '../printed';
import { type Found, ruleLint } from '../rule';
import { textOf } from '../texts';

const HELP = 'remove it, or correct it if something else was meant';

export const redundantCondition = ruleLint(
  'redundant-condition',
  'a condition that changes nothing',
  ({ parts }) => {
    const found: Found[] = [];
    for (const node of parts) {
      if (node.kind === 'logical' && haveCommonSubject(node)) {
        found.push(...twice(node));
        // With `or` the narrower of two conditions changes nothing, with `and` the wider one.
        if (node.operator !== 'xor') found.push(...covered(node.operands, node.operator));
      }
      if (node.kind === 'set') found.push(...twiceInSet(node));
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
    return [{ message: 'the same condition stands here twice', help: HELP, range: operand.range }];
  });
}

function twiceInSet({ items, range }: InlineSet): readonly Found[] {
  const seen = new Set<string>();
  return items.flatMap((item): Found[] => {
    if (item.kind !== 'string' && item.kind !== 'integer') return [];
    const key = String(item.value);
    if (!seen.has(key)) {
      seen.add(key);
      return [];
    }
    const place: Range | undefined = item.range ?? range;
    return [{ message: 'the same value stands in the set twice', help: HELP, range: place }];
  });
}

interface Prefix {
  readonly text: string;
  readonly operand: Expression;
}

/** Prefixes of one value, of which one begins with another: `/a/` and `/a/b/`. */
function covered(operands: readonly Expression[], operator: 'and' | 'or'): readonly Found[] {
  const byValue = new Map<string, Prefix[]>();
  for (const operand of operands) {
    if (operand.kind !== 'truth') continue;
    const test = testOf(operand);
    const [literal] = textsOf(test.right);
    if (test.operator !== 'starts_with' || literal === undefined) continue;
    const key = valueText(test.value);
    byValue.set(key, [...(byValue.get(key) ?? []), { text: textOf(literal), operand }]);
  }
  return [...byValue.values()].flatMap((prefixes) => {
    // Sorted, a prefix stands right before the texts that begin with it.
    const sorted = [...prefixes].sort((a, b) => (a.text < b.text ? -1 : 1));
    return sorted.slice(1).flatMap((longer, index) => {
      const shorter = sorted[index];
      if (shorter === undefined || shorter.text === longer.text || !longer.text.startsWith(shorter.text))
        return [];
      const useless = operator === 'or' ? longer : shorter;
      const other = operator === 'or' ? shorter : longer;
      return [
        {
          message: `the condition on \`${useless.text}\` changes nothing beside that on \`${other.text}\``,
          help: HELP,
          range: useless.operand.range,
        },
      ];
    });
  });
}
