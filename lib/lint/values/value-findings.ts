import { show } from '../../errors';
import type { FindingId } from '../../exceptions';
import type { Comparison, IntegerRange, Literal, Range, Right, Truth, Value } from '../../rules-language';
import { isValue } from '../../rules-language/check/type-of';
import { doubledEscape } from '../../rules-language/regex/doubled-escape';
import { print } from '../../rules-language/syntax/print';
import { keepsTo } from '../../rules-language/values/fact-automaton';
import { fieldValues } from '../../rules-language/values/facts-of';
import { brokenMessage } from '../../rules-language/values/fact-sentences';
import { brokenFacts, judge, type Judgement } from '../../rules-language/values/judge';
import type { ConditionShape } from '../questions/condition-shape';
import type { Condition } from '../questions/conditions';
import { short, valueText } from '../questions/printed';
import { textOf } from '../questions/texts';
import type { Found } from '../rule';
import { helpFor } from './value-help';
import { alwaysId, CASE_ID, neverId } from './value-ids';
import { alwaysMessage, caseMessage, neverMessage } from './value-messages';

/** A condition, or a value in one, that the values of its left side decide. */
export interface ValueFinding extends Found {
  readonly id: FindingId;
  /** It is about the condition as a whole, and that is always true. */
  readonly isAlways?: true;
}

type OneValue = Extract<Literal, { readonly kind: 'string' | 'integer' }> | IntegerRange;

const NONE: readonly ValueFinding[] = [];
/** Several lint rules ask for them: each condition is judged once. */
const byCondition = new WeakMap<Condition, readonly ValueFinding[]>();

/** Whether something can be said of conditions of this shape. */
export function isJudged({ field, functions, operator, right }: ConditionShape): boolean {
  const known = fieldValues(field);
  if (known?.keys !== undefined) return true;
  if (operator === 'truth') return functions[0] === 'has_key' || functions[0] === 'has_value';
  if (right === 'list') return false;
  if (right === 'address') return functions.length > 0;
  const isWhole = operator === 'eq' || operator === 'ne' || operator === 'in';
  return !isWhole || functions.length > 0 || (known !== undefined && known.values.length > 0);
}

/** What is to be said of a condition by the values that its left side can have. */
export function valueFindings(condition: Condition): readonly ValueFinding[] {
  let findings = byCondition.get(condition);
  if (findings === undefined) {
    const ofKeys = keyFindings(condition);
    const ofValues = comparisonFindings(condition);
    findings = ofKeys.length === 0 ? ofValues : [...ofKeys, ...ofValues];
    byCondition.set(condition, findings);
  }
  return findings;
}

/** Whether every request meets the condition. */
export function isAlwaysMet(condition: Condition): boolean {
  return isJudged(condition.shape) && valueFindings(condition).some(({ isAlways }) => isAlways === true);
}

/** Keys that a map never has, in a path or asked for with `has_key`. */
function keyFindings({ field, value }: Condition): readonly ValueFinding[] {
  const keys = field === undefined ? undefined : fieldValues(field.name)?.keys;
  if (field === undefined || keys === undefined) return NONE;
  const [first] = field.path;
  const asked = value.kind === 'call' && value.function === 'has_key' ? value.arguments[1] : undefined;
  const key =
    typeof first === 'object'
      ? { text: first.key, range: field.range }
      : asked?.kind === 'string'
        ? { text: asked.value, range: asked.range }
        : undefined;
  const fact = keys.find((known) => key !== undefined && !keepsTo(known, key.text));
  if (key === undefined || fact === undefined) return NONE;
  const shown = show(textOf({ value: key.text }));
  return [
    {
      id: neverId(field.name, fact),
      message: brokenMessage(`each key of \`${field.name}\``, fact, shown),
      help: helpFor({
        field: field.name,
        text: key.text,
        fits: (text) => keys.every((known) => keepsTo(known, text)),
      }),
      range: key.range,
    },
  ];
}

function comparisonFindings(condition: Condition): readonly ValueFinding[] {
  const { operator, right, value } = condition;
  if (operator === 'truth') return memberFindings(value);
  // A separate rule reports a doubled backslash.
  if (right === undefined || (right.kind === 'regex' && doubledEscape(right.pattern) !== undefined))
    return NONE;
  const networks = networkFindings(condition, right);
  if (networks.length > 0) return networks;
  const isWhole = operator === 'eq' || operator === 'ne' || operator === 'in';
  // That something is not empty is asked of what is never empty, too.
  const asksForAny = operator === 'ne' && right.kind === 'string' && right.value === '';
  if (isWhole && !asksForAny) {
    const found =
      right.kind === 'string' || right.kind === 'integer'
        ? literalFindings(condition, right)
        : literalsOf(right).flatMap((literal) => literalFindings(condition, literal));
    if (found.length > 0 || isPlain(condition)) return found;
  }
  const leaf = leafOf(condition);
  const judgement = leaf === undefined ? undefined : judge(fromBeginning(leaf));
  if (leaf === undefined || judgement === undefined) return NONE;
  return [decided(condition, leaf, judgement)];
}

/** Whoever looks for `?a` in a query string means where it begins; a `?` further on is part of a value. */
function fromBeginning(leaf: Comparison | Truth): Comparison | Truth {
  if (leaf.kind !== 'comparison' || leaf.operator !== 'contains' || leaf.left.kind !== 'field') return leaf;
  const { left, right } = leaf;
  if (right.kind !== 'string' || !right.value.startsWith('?') || !left.name.endsWith('.uri.query'))
    return leaf;
  return {
    kind: 'truth',
    value: { kind: 'call', function: 'starts_with', arguments: [left, right], path: [] },
  };
}

/** Addresses that are not what `cidr` leaves of any. */
function networkFindings({ value, operator, functions }: Condition, right: Right): readonly ValueFinding[] {
  if (functions.length !== 1 || (operator !== 'eq' && operator !== 'in')) return NONE;
  const items = right.kind === 'set' ? right.items : [right];
  return items.flatMap((item) => {
    if (item.kind !== 'address' && item.kind !== 'cidr' && item.kind !== 'address-range') return NONE;
    const leaf: Comparison = {
      kind: 'comparison',
      left: value,
      operator: 'in',
      right: { kind: 'set', items: [item] },
    };
    const judgement = judge(leaf);
    return judgement?.verdict === 'never' ? [neverFinding({ functions }, leaf, judgement, item.range)] : NONE;
  });
}

/** No function changes it, so a set of texts decides nothing that its texts do not. */
function isPlain({ functions, right }: Condition): boolean {
  return (
    functions.length === 0 &&
    (right?.kind === 'string' || (right?.kind === 'set' && right.items[0]?.kind === 'string'))
  );
}

/** `has_value(array, "x")` asks for a value as a comparison with `eq` does. */
function memberFindings(value: Value): readonly ValueFinding[] {
  if (value.kind !== 'call' || value.function !== 'has_value') return NONE;
  const [array, literal] = value.arguments;
  if (array?.kind !== 'field' || (literal?.kind !== 'string' && literal?.kind !== 'integer')) return NONE;
  return brokenFinding({ ...array, path: [...array.path, '*'] }, literal);
}

/** One of the values that `eq`, `ne` or `in` names. */
function literalFindings({ value, functions }: Condition, literal: OneValue): readonly ValueFinding[] {
  if (functions.length === 0 && literal.kind !== 'integer-range') return brokenFinding(value, literal);
  const right: Right = literal.kind === 'integer-range' ? { kind: 'set', items: [literal] } : literal;
  const leaf: Comparison = {
    kind: 'comparison',
    left: value,
    operator: right.kind === 'set' ? 'in' : 'eq',
    right,
  };
  const judgement = judge(leaf);
  if (judgement?.verdict !== 'never') return NONE;
  return [neverFinding({ functions }, leaf, judgement, literal.range)];
}

/** A value that a field itself never has. */
function brokenFinding(value: Value, literal: Exclude<OneValue, IntegerRange>): readonly ValueFinding[] {
  const [fact] = brokenFacts(value, literal.value);
  if (fact === undefined) return NONE;
  const name = value.kind === 'field' ? value.name : '';
  const shown = show(literal.kind === 'string' ? textOf(literal) : literal.value.toString());
  return [
    {
      id: neverId(name, fact),
      message: brokenMessage(`\`${name}\``, fact, shown),
      help: helpFor({
        field: name,
        fact,
        ...given(literal),
        fits: (text) => brokenFacts(value, text).length === 0,
      }),
      range: literal.range,
    },
  ];
}

function given(literal: OneValue): { readonly text?: string; readonly number?: bigint } {
  if (literal.kind === 'string') return { text: literal.value };
  return { number: literal.kind === 'integer' ? literal.value : literal.from };
}

function decided(condition: Condition, leaf: Comparison | Truth, judgement: Judgement): ValueFinding {
  const { right, node } = condition;
  const range = right?.range ?? node.range;
  if (judgement.verdict === 'never') return neverFinding(condition, leaf, judgement, range);
  const name = judgement.of.kind === 'field' ? judgement.of.name : '';
  const isOutside = right?.kind === 'integer' && judgement.reason.some((fact) => !keepsTo(fact, right.value));
  const message = alwaysMessage(subjectText(judgement.of), judgement.reason, conditionText(leaf));
  const help = isOutside
    ? helpFor({ field: name, fact: judgement.reason[0], number: right.value, fits: () => true })
    : 'remove it, or correct it if something else was meant';
  return { id: alwaysId(name, isOutside), message, help, range, isAlways: true };
}

function neverFinding(
  { functions }: Pick<Condition, 'functions'>,
  leaf: Comparison | Truth,
  { reason, of }: Judgement,
  range: Range | undefined,
): ValueFinding {
  const text = textOfLeaf(leaf);
  const number = leaf.kind === 'comparison' && leaf.right.kind === 'integer' ? leaf.right.value : undefined;
  const name = of.kind === 'field' ? of.name : '';
  const fits = (other: string): boolean => judge(withText(leaf, other))?.verdict !== 'never';
  const isPart =
    leaf.kind === 'comparison'
      ? leaf.operator === 'contains'
      : leaf.value.kind === 'call' && leaf.value.function === 'ends_with';
  const letters = functions[0];
  if (reason.length === 0 && (letters === 'lower' || letters === 'upper')) {
    const help = helpFor({ field: name, isPart, ...(text === undefined ? {} : { text }), fits });
    return { id: CASE_ID, message: caseMessage(letters, leafText(leaf)), help, range };
  }
  const [fact] = reason;
  // Of a length, of two values and of what no text meets, the form of the field is not the point.
  const isOfPair = leaf.kind === 'comparison' && isValue(leaf.right);
  const isOfField = !functions.includes('len') && fact !== undefined && !isOfPair;
  return {
    id: isOfField ? neverId(name, fact) : 'impossible-value',
    message: neverMessage(subjectText(of), reason, conditionText(leaf)),
    help: helpFor({
      isPart,
      field: isOfPair ? '' : name,
      fact,
      ...(text === undefined ? {} : { text }),
      ...(number === undefined ? {} : { number }),
      fits,
    }),
    range,
  };
}

/** The condition as a node whose right side is a literal, a pattern or another value. */
function leafOf({ node, value, operator, right }: Condition): Comparison | Truth | undefined {
  if (operator !== 'starts_with' && operator !== 'ends_with')
    return node.kind === 'comparison' ? node : undefined;
  if (right?.kind !== 'string') return undefined;
  return { kind: 'truth', value: { kind: 'call', function: operator, arguments: [value, right], path: [] } };
}

function literalsOf(right: Right): readonly OneValue[] {
  const items = right.kind === 'set' ? right.items : [right];
  return items.flatMap((item) =>
    item.kind === 'string' || item.kind === 'integer' || item.kind === 'integer-range' ? [item] : [],
  );
}

function textOfLeaf(leaf: Comparison | Truth): string | undefined {
  if (leaf.kind === 'comparison') return leaf.right.kind === 'string' ? leaf.right.value : undefined;
  const affix = leaf.value.kind === 'call' ? leaf.value.arguments[1] : undefined;
  return affix?.kind === 'string' ? affix.value : undefined;
}

function withText(leaf: Comparison | Truth, text: string): Comparison | Truth {
  if (leaf.kind === 'comparison') return { ...leaf, right: { kind: 'string', value: text } };
  if (leaf.value.kind !== 'call') return leaf;
  const [subject] = leaf.value.arguments;
  if (subject === undefined) return leaf;
  return { ...leaf, value: { ...leaf.value, arguments: [subject, { kind: 'string', value: text }] } };
}

/** What is on the right side, as a message shows it. */
function leafText(leaf: Comparison | Truth): string {
  const text = textOfLeaf(leaf);
  if (text !== undefined) return show(textOf({ value: text }));
  const { right } = leaf as Comparison;
  return show(right.kind === 'regex' || right.kind === 'wildcard' ? textOf({ value: right.pattern }) : 'it');
}

function conditionText(leaf: Comparison | Truth): string {
  return show(short(print(leaf)));
}

/** A field by its name, for the facts are about each of its elements. */
function subjectText(value: Value): string {
  return show(value.kind === 'field' ? value.name : short(valueText(value)));
}
