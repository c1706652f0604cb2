import { InputError } from '../errors';
import { type Draft, type OpenPart, PATHS } from '../exception-code';
import type { Path } from '../exceptions';
import { parseExpiry, parseStart } from '../exceptions/period';
import { queryExpression } from '../exceptions/request/query';
import { pathExpression } from '../exceptions/request/request-expression';
import type { Conjunction, TextTest } from '../review/words/conjunction';
import { addressText, analyse, type Expression, parse, print, type SetItem } from '../rules-language';
import { and, fields, or } from '../rules-language/build/build';
import type { TextValue } from '../rules-language/build/typed-values';

/** The request of one alternative of a rule. */
export function draftOf(conjunction: Conjunction): Draft {
  const { host, method, path, isRawPathToo, query, isEncrypted, callers, start, end, rest } = conjunction;
  const paths = pathsOf(path);
  const from = callersOf(callers);
  const elsewhere: readonly (Expression | undefined)[] = [
    host !== undefined && host.form !== 'is' ? testOf(fields.host, host) : undefined,
    method !== undefined && method.form !== 'is' ? testOf(fields.method, method) : undefined,
    path !== undefined && paths.length === 0 ? testOf(fields.path, path) : undefined,
    path !== undefined && paths.length === 0 && isRawPathToo ? testOf(fields.rawPath, path) : undefined,
    start !== undefined && !isSayable(start) ? fields.receivedAtSeconds.ge(start) : undefined,
    end !== undefined && !isSayable(end) ? fields.receivedAtSeconds.lt(end) : undefined,
  ];
  const draft = {
    hosts: host?.form === 'is' ? host.values : [],
    methods: method?.form === 'is' ? method.values : [],
    paths,
    query,
    isEncrypted,
    from: from === 'inexpressible' ? undefined : from,
    // What every request meets says nothing, and `where` refuses it.
    where: [...elsewhere.filter((one) => one !== undefined), ...rest]
      .filter((condition) => analyse(condition).matches !== 'always')
      .map(print),
    starts: start !== undefined && isSayable(start) ? momentOf(start) : undefined,
    expires: end !== undefined && isSayable(end) ? endOf(end) : undefined,
  };
  return withOpenParts(
    from === 'inexpressible' && callers !== undefined && 'items' in callers
      ? { ...draft, where: [...draft.where, print(callerCondition(callers))] }
      : draft,
  );
}

/** What a draft says of its requests. What it leaves open can only narrow that. */
export function requestsOf(draft: Draft): Expression {
  const { hosts, methods, paths, query, isEncrypted, from, where, starts, expires } = draft;
  const [first, ...others] = [
    ...listed(fields.host, hosts),
    ...listed(fields.method, methods),
    ...(paths.length === 0 ? [] : [pathExpression(paths.map(({ form, text }) => PATHS[form](text)))]),
    ...queryExpression(query),
    ...(isEncrypted ? [fields.ssl] : []),
    ...(from === undefined
      ? []
      : ['listName' in from ? fields.clientAddress.inList(from.listName) : fields.clientAddress.inSet(from)]),
    ...where.map((text) => parse(text).expression),
    ...(starts === undefined ? [] : [fields.receivedAtSeconds.ge(parseStart(starts).startsAtSeconds)]),
    ...(expires === undefined ? [] : [fields.receivedAtSeconds.lt(parseExpiry(expires).endsAtSeconds)]),
  ];
  return first === undefined ? parse('true').expression : and(first, ...others);
}

function listed(field: TextValue, [first, ...others]: readonly string[]): readonly Expression[] {
  return first === undefined ? [] : [field.in([first, ...others])];
}

const FORMS: Readonly<Partial<Record<TextTest['form'], Path['form']>>> = {
  is: 'exact',
  fits: 'pattern',
  begins: 'under',
  holds: 'contains',
};

function pathsOf(test: TextTest | undefined): Draft['paths'] {
  const form = test === undefined ? undefined : FORMS[test.form];
  if (test === undefined || form === undefined) return [];
  return test.values.every((text) => isTaken(form, text)) ? test.values.map((text) => ({ form, text })) : [];
}

function isTaken(form: Path['form'], text: string): boolean {
  try {
    PATHS[form](text);
    return true;
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return false;
  }
}

function withOpenParts(draft: Omit<Draft, 'open'>): Draft {
  const open: OpenPart[] = [];
  if (draft.hosts.length === 0) open.push('host');
  if (draft.methods.length === 0) open.push('method');
  if (draft.paths.length === 0) open.push('path');
  return { ...draft, open };
}

function callersOf(callers: Conjunction['callers']): Draft['from'] | 'inexpressible' {
  if (callers === undefined || 'listName' in callers) return callers;
  const texts = callers.items.map(addressOf);
  return texts.every((text) => text !== undefined) ? texts : 'inexpressible';
}

function callerCondition(callers: Extract<Conjunction['callers'], { readonly kind: 'set' }>): Expression {
  return { kind: 'comparison', left: fields.clientAddress.value, operator: 'in', right: callers };
}

function addressOf(item: SetItem): string | undefined {
  if (item.kind === 'address') return addressText(item.address);
  return item.kind === 'cidr' ? `${addressText(item.address)}/${item.prefixLength}` : undefined;
}

function testOf(field: TextValue, { form, values }: TextTest): Expression {
  const conditions = values.map((value) => {
    if (form === 'begins') return field.startsWith(value);
    if (form === 'ends') return field.endsWith(value);
    return form === 'holds' ? field.contains(value) : field.eq(value);
  });
  const [first, ...others] = conditions;
  if (first === undefined) throw new Error('a test has a value');
  return or(first, ...others);
}

/** Whether a date of four digits names the moment, the second before it too. */
function isSayable(seconds: bigint): boolean {
  return seconds > 0n && seconds <= LAST_MOMENT;
}

/** 9999-12-31T23:59:59Z. */
const LAST_MOMENT = 253_402_300_799n;

function endOf(seconds: bigint): string {
  return seconds % 86_400n === 0n ? momentOf(seconds - 1n).slice(0, 10) : momentOf(seconds);
}

function momentOf(seconds: bigint): string {
  const iso = new Date(Number(seconds) * 1000).toISOString();
  if (seconds % 86_400n === 0n) return iso.slice(0, 10);
  return `${iso.slice(0, seconds % 60n === 0n ? 16 : 19)}Z`;
}
