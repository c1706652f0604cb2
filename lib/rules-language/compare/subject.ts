import type { Field, Index, Value } from '../syntax/ast';
import { isPrimitive } from '../analyse/domains';
import { ExecutionContext } from '../context/execution-context';
import { print } from '../syntax/print';
import { CLOUDFLARE_SCHEME } from '../catalogue/scheme';
import { isMapped, isValue, itemTypeOf } from '../check/type-of';
import { elementOf, isMap, type PrimitiveType, type Type } from '../catalogue/types';
import type { RuntimeValue } from '../evaluate/values';
import { type AnyNode, visit } from '../syntax/visit';

/** One thing that a request has one value of, or none: a field, or a place in one. */
export interface Subject {
  /** As an expression writes it. */
  readonly key: string;
  readonly field: Field;
  readonly type: PrimitiveType;
  /** It stands for one element of an array: then it is never missing. */
  readonly isElement: boolean;
  readonly mayMiss: boolean;
}

/** Numbers and addresses that every request has; any other may be missing. Text and booleans never are. */
const ALWAYS_PRESENT: ReadonlySet<string> = new Set([
  'ip.src',
  'http.request.timestamp.sec',
  'http.request.timestamp.msec',
]);

/** The fields in a node, with their paths, each once. */
export function fieldsIn(node: AnyNode): readonly Field[] {
  const found = new Map<string, Field>();
  visit(node, (inner) => {
    if (inner.kind === 'field') found.set(keyOf(inner), inner);
  });
  return [...found.values()];
}

/** `undefined` for an array or a map as a whole. */
function subjectOf(field: Field): Subject | undefined {
  const type = itemTypeOf(field, CLOUDFLARE_SCHEME);
  if (!isPrimitive(type)) return undefined;
  const isElement = isMapped(field);
  const isWhole = field.path.length === 0;
  const mayMiss = isWhole ? (type === 'Int' || type === 'Ip') && !ALWAYS_PRESENT.has(field.name) : !isElement;
  return { key: keyOf(field), field, type, isElement, mayMiss };
}

export function keyOf(value: Value): string {
  return print({ kind: 'truth', value });
}

/** A request of which only this is known; `undefined` stands for a missing value. */
export function contextOf({ field }: Subject, value: RuntimeValue | undefined): ExecutionContext {
  if (value === undefined && field.path.length === 0) {
    return ExecutionContext.fromFields({}, { absent: 'missing' });
  }
  const type = itemTypeOf({ ...field, path: [] }, CLOUDFLARE_SCHEME);
  return ExecutionContext.fromReadings([[field.name, nest(type, field.path, value)]]);
}

/** The array or map in which a path leads to the value, and to nothing else. */
function nest(type: Type, path: readonly Index[], value: RuntimeValue | undefined): RuntimeValue {
  const [index, ...rest] = path;
  if (index === undefined) return value ?? '';
  const element = elementOf(type) ?? type;
  const isKeyed = isMap(type);
  if (value === undefined) return isKeyed ? new Map() : [];
  const inner = nest(element, rest, value);
  if (isKeyed) return new Map([[typeof index === 'object' ? index.key : '', inner]]);
  return typeof index === 'number' ? new Array<RuntimeValue>(index + 1).fill(inner) : [inner];
}

/** The one subject that a node depends on; `undefined` if it depends on several, on none, or on what has no value. */
export function onlySubjectOf(node: AnyNode): Subject | undefined {
  const [field, ...others] = fieldsIn(node);
  if (field === undefined || others.length > 0) return undefined;
  const subject = subjectOf(field);
  return subject === undefined || (subject.isElement && !isPlain(node)) ? undefined : subject;
}

/** Functions that give a result for each element: others may leave elements out. */
const TOTAL: ReadonlySet<string> = new Set(['lower', 'upper', 'len', 'starts_with', 'ends_with']);

function isPlain(node: AnyNode): boolean {
  let plain = true;
  visit(node, (inner) => {
    if (inner.kind === 'call' && !TOTAL.has(inner.function)) plain = false;
    if (inner.kind === 'comparison' && isValue(inner.right)) plain = false;
  });
  return plain;
}
