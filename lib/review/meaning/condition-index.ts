import { type ExecutionContext, type Expression } from '../../rules-language';
// No part of the language's public names.
import { fieldSlot } from '../../rules-language/context/field-slots';
import type { Condition } from './condition';

/** Fields of which most rules ask for one text, the most telling first. */
const FIELDS = [
  'http.request.uri.path',
  'raw.http.request.uri.path',
  'http.host',
  'http.request.method',
] as const;

const SLOTS = FIELDS.flatMap((name) => fieldSlot(name) ?? []);

/** By field: the one text that an expression asks for. */
type Literals = ReadonlyMap<string, string>;

const known = new WeakMap<Expression, Literals>();

/** Whether no request can match both, as far as a look at them shows. */
export function areApart(one: Expression, other: Expression): boolean {
  const others = literalsOf(other);
  for (const [field, text] of literalsOf(one)) {
    const wanted = others.get(field);
    if (wanted !== undefined && wanted !== text) return true;
  }
  return false;
}

/** Conditions by the text that they ask for: of a thousand, a request has to be tried on a few. */
export class ConditionIndex {
  private readonly byField = SLOTS.map((slot) => ({ slot, byText: new Map<string, Condition[]>() }));
  private readonly others: Condition[] = [];

  constructor(conditions: readonly Condition[]) {
    for (const condition of conditions) this.placeOf(condition).push(condition);
  }

  /** All but those that do not match for sure. */
  candidates(context: ExecutionContext): readonly Condition[] {
    const found = [...this.others];
    for (const { slot, byText } of this.byField) {
      const reading = context.value(slot);
      if (typeof reading === 'string') found.push(...(byText.get(reading) ?? []));
      else found.push(...[...byText.values()].flat());
    }
    return found;
  }

  private placeOf({ expression }: Condition): Condition[] {
    const literals = expression === undefined ? undefined : literalsOf(expression);
    for (const { slot, byText } of this.byField) {
      const text = literals?.get(slot.name);
      if (text === undefined) continue;
      const ofText = byText.get(text) ?? [];
      byText.set(text, ofText);
      return ofText;
    }
    return this.others;
  }
}

function literalsOf(expression: Expression): Literals {
  const found = known.get(expression);
  if (found !== undefined) return found;
  const literals = new Map<string, string>();
  const clauses =
    expression.kind === 'logical' && expression.operator === 'and' ? expression.operands : [expression];
  for (const clause of clauses) {
    if (clause.kind === 'logical' && clause.operator === 'and') {
      for (const [field, text] of literalsOf(clause)) literals.set(field, text);
      continue;
    }
    if (clause.kind !== 'comparison' || clause.operator !== 'eq') continue;
    const { left, right } = clause;
    if (left.kind !== 'field' || left.path.length > 0 || right.kind !== 'string') continue;
    if ((FIELDS as readonly string[]).includes(left.name)) literals.set(left.name, right.value);
  }
  known.set(expression, literals);
  return literals;
}
