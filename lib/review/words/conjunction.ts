import { type Parameter, patternAmong, Path, queryAmong } from '../../exceptions';
import {
  type Comparison,
  decodeText,
  type Expression,
  type InlineSet,
  print,
  type StringLiteral,
  type Value,
} from '../../rules-language';

/** A condition on a text: equal to one of some, fitting a pattern, or beginning with, ending with, or holding one. */
export interface TextTest {
  readonly form: 'is' | 'fits' | 'begins' | 'ends' | 'holds';
  readonly values: readonly string[];
}

/** Conditions that all must hold, sorted by what they say of a request. */
export interface Conjunction {
  readonly host: TextTest | undefined;
  readonly method: TextTest | undefined;
  readonly path: TextTest | undefined;
  /** The path as the client writes it is under the same condition. */
  readonly isRawPathToo: boolean;
  /** Parameters that the query has, each once. */
  readonly query: readonly Parameter[];
  readonly callers: InlineSet | { readonly listName: string } | undefined;
  readonly isEncrypted: boolean;
  /** Seconds since 1970 from which on it holds. */
  readonly start: bigint | undefined;
  /** Seconds since 1970 from which on it no longer holds. */
  readonly end: bigint | undefined;
  /** Conditions that these words cannot tell. */
  readonly rest: readonly Expression[];
}

type Known = 'host' | 'method' | 'path';

const FIELDS: Readonly<Record<string, Known>> = {
  'http.host': 'host',
  'http.request.method': 'method',
  'http.request.uri.path': 'path',
};
const RAW_PATH = 'raw.http.request.uri.path';
export const TIME = 'http.request.timestamp.sec';
const CALLER = 'ip.src';

/** Sorts conditions that all must hold; what cannot be expressed exactly stays in `rest`. */
export function conjunctionOf(operands: readonly Expression[]): Conjunction {
  const pattern = patternAmong(operands);
  const query = queryAmong(operands);
  const told = new Set([...(pattern?.operands ?? []), ...(query?.operands ?? [])]);
  const texts: Partial<Record<Known, TextTest>> =
    pattern === undefined ? {} : { path: { form: 'fits', values: [pattern.path.text] } };
  let callers: Conjunction['callers'];
  let isEncrypted = false;
  let start: bigint | undefined;
  let end: bigint | undefined;
  const rest: Expression[] = [];
  for (const operand of operands) {
    if (told.has(operand)) continue;
    const test = textTestOf(operand);
    const known = test === undefined ? undefined : FIELDS[test.field];
    const time = endOf(operand);
    const begin = startOf(operand);
    const from = callersOf(operand);
    if (test !== undefined && known !== undefined && texts[known] === undefined) texts[known] = test;
    else if (isTruth(operand, 'ssl')) isEncrypted = true;
    else if (operand.kind === 'boolean' && operand.value) continue;
    else if (begin !== undefined) start = start === undefined || begin > start ? begin : start;
    else if (time !== undefined) end = end === undefined || time < end ? time : end;
    else if (from !== undefined && callers === undefined) callers = from;
    else rest.push(operand);
  }
  return {
    host: texts.host,
    method: texts.method,
    path: texts.path,
    query: query?.parameters ?? [],
    callers,
    isEncrypted,
    start,
    end,
    isRawPathToo: pattern !== undefined || rest.some((operand) => isRawPath(operand, texts.path)),
    rest: rest.filter((operand) => !isRawPath(operand, texts.path) && !excludesEscapes(operand, texts.path)),
  };
}

/** The raw path under the same condition. */
function isRawPath(operand: Expression, path: TextTest | undefined): boolean {
  const raw = textTestOf(operand);
  if (path === undefined || raw?.field !== RAW_PATH) return false;
  return raw.form === path.form && JSON.stringify(raw.values) === JSON.stringify(path.values);
}

/** What `Path.under` excludes is part of what its path says. */
function excludesEscapes(operand: Expression, path: TextTest | undefined): boolean {
  const [prefix] = path?.values ?? [];
  if (path?.form !== 'begins' || path.values.length !== 1 || prefix === undefined) return false;
  return operand.kind === 'not' && print(operand) === escapesOf(prefix);
}

/** The condition that keeps a prefix from being escaped, as our exceptions have it. */
function escapesOf(prefix: string): string | undefined {
  try {
    const { expression } = Path.under(prefix);
    const excluded =
      expression.kind === 'logical' ? expression.operands.find(({ kind }) => kind === 'not') : undefined;
    return excluded === undefined ? undefined : print(excluded);
  } catch {
    // A prefix that Path.under refuses has no such condition.
    return undefined;
  }
}

function textTestOf(node: Expression): (TextTest & { readonly field: string }) | undefined {
  if (node.kind === 'truth') return callTest(node.value);
  if (node.kind !== 'comparison') return undefined;
  const field = plainField(node.left);
  const values = literalsOf(node);
  if (field === undefined || values === undefined) return undefined;
  if (node.operator === 'eq' || node.operator === 'in') return { field, form: 'is', values };
  return node.operator === 'contains' ? { field, form: 'holds', values } : undefined;
}

function callTest(value: Value): (TextTest & { readonly field: string }) | undefined {
  if (value.kind !== 'call' || value.path.length > 0) return undefined;
  const form = { starts_with: 'begins', ends_with: 'ends' }[value.function] as TextTest['form'] | undefined;
  const [subject, literal] = value.arguments;
  const field = subject?.kind === 'field' ? plainField(subject) : undefined;
  const text = literal?.kind === 'string' ? decodeText(literal.value) : undefined;
  return form === undefined || field === undefined || text === undefined
    ? undefined
    : { field, form, values: [text] };
}

/** The texts on the right; nothing if one of them is no text. */
function literalsOf({ right }: Comparison): readonly string[] | undefined {
  const literals =
    right.kind === 'string' ? [right] : right.kind === 'set' ? right.items.filter(isString) : undefined;
  if (literals === undefined || (right.kind === 'set' && literals.length !== right.items.length))
    return undefined;
  const texts = literals.map(({ value }) => decodeText(value)).filter((text) => text !== undefined);
  return texts.length === literals.length && texts.length > 0 ? texts : undefined;
}

function isString(item: { readonly kind: string }): item is StringLiteral {
  return item.kind === 'string';
}

function callersOf(node: Expression): Conjunction['callers'] {
  if (node.kind !== 'comparison' || plainField(node.left) !== CALLER) return undefined;
  const { operator, right } = node;
  if (operator === 'eq' && right.kind === 'address') return { kind: 'set', items: [right] };
  if (operator !== 'in') return undefined;
  if (right.kind === 'set') return right;
  return right.kind === 'list' ? { listName: right.name } : undefined;
}

function endOf(node: Expression): bigint | undefined {
  if (node.kind !== 'comparison' || plainField(node.left) !== TIME || node.right.kind !== 'integer')
    return undefined;
  if (node.operator === 'lt') return node.right.value;
  return node.operator === 'le' ? node.right.value + 1n : undefined;
}

function startOf(node: Expression): bigint | undefined {
  if (node.kind !== 'comparison' || plainField(node.left) !== TIME || node.right.kind !== 'integer')
    return undefined;
  if (node.operator === 'ge') return node.right.value;
  return node.operator === 'gt' ? node.right.value + 1n : undefined;
}

function isTruth(node: Expression, name: string): boolean {
  return node.kind === 'truth' && plainField(node.value) === name;
}

function plainField(value: Value): string | undefined {
  return value.kind === 'field' && value.path.length === 0 ? value.name : undefined;
}
