import type { Expression, Logical } from '../../rules-language';
import { intersectionOf } from '../../rules-language/analyse/intervals';
import { print } from '../../rules-language/syntax/print';
import { isAlways } from '../questions/constant';
import { areWithin, type NamedIntervals, intervalsOf } from '../questions/intervals';
import { haveCommonSubject, operandTexts, short, valueText } from '../questions/printed';
import { type Found, ruleLint } from '../rule';
import { implies, refusedBy, textTestOf } from '../questions/text-tests';

export const contradiction = ruleLint(
  'contradiction',
  'warning',
  'conditions that cannot hold together',
  ({ expression, parts }) => {
    const found: Found[] = [];
    if (expression === undefined) return found;
    for (const node of parts) {
      if (node.kind !== 'logical' || node.operator !== 'and') continue;
      for (const operand of node.operands) {
        if (isFalse(operand)) found.push(impossible(operand, 'one is `false`'));
      }
      if (haveCommonSubject(node)) found.push(...inConjunction(node));
    }
    if (found.length === 0 && isFalse(expression)) {
      found.push({
        message: 'the expression is false for every request',
        help: 'remove the rule, or write its condition',
        range: expression.range,
      });
    }
    return found;
  },
);

function inConjunction(node: Logical): readonly Found[] {
  const { operands } = node;
  const opposites = operands.flatMap((operand) =>
    operand.kind === 'not' && operandTexts(node).includes(print(operand.operand))
      ? [impossible(operand, `\`${short(print(operand.operand))}\` holds and does not hold`)]
      : [],
  );
  if (opposites.length > 0) return opposites;
  return [...amongTexts(operands), ...amongIntervals(operands)];
}

/** Exact values of a field, beside others of them and beside parts of it. */
function amongTexts(operands: readonly Expression[]): readonly Found[] {
  const allowed = new Map<string, readonly string[]>();
  const found: Found[] = [];
  for (const operand of operands) {
    const test = textTestOf(operand);
    if (test?.how !== 'exact') continue;
    const before = allowed.get(test.of);
    const both = before === undefined ? test.texts : test.texts.filter((text) => before.includes(text));
    if (both.length === 0) found.push(impossible(operand, otherValue(test.of)));
    allowed.set(test.of, both);
  }
  for (const operand of operands) {
    const refused = refusedBy(operand);
    const test = refused ?? textTestOf(operand);
    if (test === undefined || (refused === undefined && test.how === 'exact')) continue;
    const texts = allowed.get(test.of) ?? [];
    const fits = (text: string) =>
      implies({ of: test.of, how: 'exact', texts: [text] }, test) === (refused === undefined);
    if (texts.length > 0 && !texts.some(fits)) {
      found.push(impossible(operand, 'no value that another condition allows fits this one'));
    }
  }
  return found;
}

/** Numbers and addresses that no other condition on the same value leaves. */
function amongIntervals(operands: readonly Expression[]): readonly Found[] {
  const allowed = new Map<string, NamedIntervals['intervals']>();
  const named = operands.flatMap((operand) => {
    const one = intervalsOf(operand);
    return one === undefined ? [] : [{ ...one, operand, of: valueText(one.node.left) }];
  });
  const found: Found[] = [];
  for (const { operand, of, intervals, isNegated } of named) {
    if (isNegated) continue;
    const before = allowed.get(of);
    const both = before === undefined ? intervals : intersectionOf(before, intervals);
    if (both.length === 0 && before?.length !== 0) found.push(impossible(operand, otherValue(of)));
    allowed.set(of, both);
  }
  for (const { operand, of, intervals, isNegated } of named) {
    const left = allowed.get(of) ?? [];
    if (isNegated && left.length > 0 && areWithin(left, intervals)) {
      found.push(impossible(operand, 'no value that another condition allows fits this one'));
    }
  }
  return found;
}

function otherValue(of: string): string {
  return `\`${of}\` has one value, and another condition asks for a different one`;
}

function impossible(operand: Expression, why: string): Found {
  return {
    message: `the conditions can never hold together: ${why}`,
    help: 'join alternatives with `or`, or name them in one set: `in {...}`',
    range: operand.range,
  };
}

const NEVER = (): boolean => false;

/** Whatever its conditions are: `false`, `not true`. */
function isFalse(operand: Expression): boolean {
  // Most are a comparison, which is not.
  return operand.kind !== 'comparison' && isAlways(operand, false, NEVER);
}
