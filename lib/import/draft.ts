import { InputError } from '../errors';
import {
  defineException,
  defineLintedException,
  type DefinedException,
  type WafExceptionProps,
  Host,
  type ExceptionFinding,
  FINDING_IDS,
  isInZone,
  type Parameter,
  Path,
  type Skip,
} from '../exceptions';
import { lintFor } from '../lint/lint-exception';
import { parseExpiry, parseStart } from '../exceptions/period';
import { queryExpression } from '../exceptions/request/query';
import { pathExpression } from '../exceptions/request/request-expression';
import { addressText, analyse, type Expression, parse, print, type SetItem } from '../rules-language';
import { and, fields, or } from '../rules-language/build/build';
import type { TextValue } from '../rules-language/build/typed-values';
import type { Conjunction, TextTest } from '../review/words/conjunction';

/** What a rule leaves open, and an exception must say. */
export type OpenPart = 'host' | 'method' | 'path';

/** An exception as far as a rule tells it. */
export interface Draft {
  readonly hosts: readonly string[];
  readonly methods: readonly string[];
  readonly paths: readonly Pick<Path, 'form' | 'text'>[];
  readonly query: readonly Parameter[];
  readonly isEncrypted: boolean;
  /** Addresses and CIDRs, the name of a list, or `undefined`: every caller. */
  readonly from: readonly string[] | { readonly listName: string } | undefined;
  /** Conditions that have no prop of their own, as text. */
  readonly where: readonly string[];
  readonly starts: string | undefined;
  readonly expires: string | undefined;
  /** Props that somebody has to fill in, because the rule says nothing of them. */
  readonly open: readonly OpenPart[];
}

/** What a draft needs besides its request. */
export interface DraftRule {
  readonly skip: Skip;
  /** The zone's domain name; hosts outside of it are custom hostnames. */
  readonly zoneName: string | undefined;
  readonly nowMs: number;
}

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

/**
 * The exception that the draft becomes; a value that no prop takes is moved to `where`, or left open.
 *
 * @throws InputError for what no exception can say
 */
export function defineDraft(
  draft: Draft,
  rule: DraftRule,
): { readonly draft: Draft; readonly exception: DefinedException } {
  try {
    return { draft, exception: defineException('import', 'rule', propsOf(draft, rule), rule.nowMs) };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    const next = withoutRefused(draft, error.code);
    if (next === undefined) throw error;
    return defineDraft(next, rule);
  }
}

/** A draft that leaves nothing open by itself; parts that it cannot say otherwise are moved to `where`. */
export function sayable(draft: Draft, rule: DraftRule): Draft {
  if (draft.open.length === 0) return defineDraft(draft, rule).draft;
  // Conditions may contradict what fills an open part.
  const { from, where } = defineDraft({ ...filled(draft, rule), where: [] }, rule).draft;
  return { ...draft, from, where: [...draft.where, ...where] };
}

/** The findings that stop the exception of a draft, unless its author accepts them. */
export function stoppers(draft: Draft, rule: DraftRule): readonly Pick<ExceptionFinding, 'id' | 'message'>[] {
  const found: Pick<ExceptionFinding, 'id' | 'message'>[] = [];
  const props = propsOf(draft.open.length === 0 ? draft : { ...filled(draft, rule), where: [] }, rule);
  const lint = lintFor({ plan: undefined, zoneName: rule.zoneName, nowMs: rule.nowMs });
  for (;;) {
    const accept = found.map(({ id }) => ({ finding: id, reason: 'the rule that it takes the place of' }));
    try {
      defineLintedException('import', 'rule', { ...props, accept }, rule.nowMs, lint);
      return found;
    } catch (error) {
      if (!(error instanceof InputError)) throw error;
      const id = FINDING_IDS.find((one) => one === error.code);
      if (id === undefined || found.some((one) => one.id === id)) return found;
      found.push({ id, message: error.summary });
    }
  }
}

/** The draft with something in place of what it leaves open, so that the rest of it can be tried. */
export function filled(draft: Draft, { zoneName = 'example.com' }: DraftRule): Draft {
  const { hosts, methods, paths } = draft;
  return {
    ...draft,
    hosts: hosts.length > 0 ? hosts : [zoneName],
    methods: methods.length > 0 ? methods : ['POST'],
    paths: paths.length > 0 ? paths : [{ form: 'exact', text: '/to-be-written' }],
    open: [],
  };
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

/** The draft without the callers that `from` does not take. */
function withoutRefused(draft: Draft, code: string): Draft | undefined {
  const { from } = draft;
  if (!/^(?:address|from)\//.test(code) || from === undefined || 'listName' in from) return undefined;
  return { ...draft, from: undefined, where: [...draft.where, print(fields.clientAddress.inSet(from))] };
}

function propsOf(draft: Draft, { skip, zoneName }: DraftRule): WafExceptionProps {
  const { hosts, methods, paths, query, isEncrypted, from, where, starts, expires } = draft;
  return {
    request: {
      host: hosts.map((name) => (isOutside(name, zoneName) ? Host.customHostname(name) : name)),
      method: methods,
      path: paths.map(({ form, text }) => PATHS[form](text)),
      ...(query.length > 0 && { query: Object.fromEntries(query.map(({ name, values }) => [name, values])) }),
      ...(!isEncrypted && { scheme: 'any' as const }),
      ...(from !== undefined && { from }),
      ...(where.length > 0 && { where }),
    },
    skip,
    reason: 'imported from a rule of the zone',
    ...(starts !== undefined && { starts }),
    ...(expires !== undefined && { expires }),
    accept: [{ finding: 'path-contains', reason: 'the rule that it takes the place of does it, too' }],
  };
}

/** Whether a host is in none of the zone's names. */
export function isOutside(name: string, zoneName: string | undefined): boolean {
  return zoneName !== undefined && !isInZone(name, zoneName);
}

const PATHS: Readonly<Record<Path['form'], (text: string) => Path>> = {
  exact: (text) => Path.exact(text),
  pattern: (text) => Path.pattern(text),
  under: (text) => Path.under(text),
  contains: (text) => Path.contains(text),
};

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
