import type { Expression } from '../../rules-language';
import { print } from '../../rules-language';
import { counted, list, own, type Text, text } from '../text';
import { callerWords } from './callers';
import { type Conjunction, conjunctionOf, TIME, type TextTest } from './conjunction';

/** Alternatives, and values of one field, that a sentence lists one by one. */
const MAX_LISTED = 4;

/** Which requests an expression matches, in words. */
export interface RequestWords {
  /** Such as `POST https://app.example.com/export from 203.0.113.7`. */
  readonly requests: Text;
  /** Conditions that the words leave out: the rule matches fewer requests than they say. Canonical text. */
  readonly further: readonly string[];
  /** Seconds since 1970 before which nothing matches. */
  readonly start: bigint | undefined;
  /** Seconds since 1970 from which on nothing matches any more. */
  readonly end: bigint | undefined;
  /** Its alternatives do not end together. */
  readonly endsApart: boolean;
}

export function requestWords(expression: Expression): RequestWords {
  const conjunctions = alternativesOf(expression).map(conjunctionOf);
  const starts = new Set(conjunctions.map(({ start }) => start));
  const ends = new Set(conjunctions.map(({ end }) => end));
  const startsApart = starts.size > 1;
  const endsApart = ends.size > 1;
  if (conjunctions.every(({ rest }) => rest.some(isFalse))) {
    return { requests: own('no request'), further: [], start: undefined, end: undefined, endsApart: false };
  }
  return {
    requests: list(conjunctions.map(conjunctionWords), 'or'),
    further: conjunctions.flatMap((one, index) =>
      limitsOf(one, startsApart, endsApart).map((limit) =>
        conjunctions.length === 1 ? limit : `(alternative ${index + 1}) ${limit}`,
      ),
    ),
    start: startsApart ? undefined : [...starts][0],
    end: endsApart ? undefined : [...ends][0],
    endsApart,
  };
}

function isFalse(condition: Expression): boolean {
  return condition.kind === 'boolean' && !condition.value;
}

function limitsOf(
  { rest, start, end }: Conjunction,
  withStart: boolean,
  withEnd: boolean,
): readonly string[] {
  return [
    ...rest.map(print),
    ...(withStart && start !== undefined ? [`${TIME} ge ${start.toString()}`] : []),
    ...(withEnd && end !== undefined ? [`${TIME} lt ${end.toString()}`] : []),
  ];
}

/** The conditions of each alternative; one `or` among conditions that all must hold makes alternatives too. */
export function alternativesOf(expression: Expression): readonly (readonly Expression[])[] {
  const operands = conjunctsOf(expression);
  const choices = operands.filter(isChoice);
  const [choice] = choices;
  if (choice === undefined || choices.length > 1) return [operands];
  const alternatives = disjunctsOf(choice);
  if (alternatives.length > MAX_LISTED) return [operands];
  return alternatives.map((one) =>
    operands.flatMap((operand) => (operand === choice ? conjunctsOf(one) : [operand])),
  );
}

function conjunctsOf(expression: Expression): readonly Expression[] {
  return expression.kind === 'logical' && expression.operator === 'and'
    ? expression.operands.flatMap(conjunctsOf)
    : [expression];
}

function disjunctsOf(expression: Expression): readonly Expression[] {
  return isChoice(expression) ? expression.operands.flatMap(disjunctsOf) : [expression];
}

function isChoice(expression: Expression): expression is Expression & { readonly kind: 'logical' } {
  return expression.kind === 'logical' && expression.operator === 'or';
}

function conjunctionWords(conjunction: Conjunction): Text {
  const { method, path, isRawPathToo, callers, rest } = conjunction;
  const urls = urlsOf(conjunction);
  const from = [
    ...queryWords(conjunction),
    ...(callers === undefined && rest.length > 0 ? [] : [' ', ...callerWords(callers)]),
  ];
  if (urls === undefined) return [...requestOf(method), ...placeWords(conjunction), ...from];
  const named = method?.form === 'is' && method.values.length <= MAX_LISTED;
  return [
    ...(named ? list(valueWords(method), 'or') : [...requestOf(method), ' to']),
    ' ',
    ...list(
      urls.map((url) => text`${url}`),
      'or',
    ),
    // Cloudflare compares the normalised path: `//export` and `/%65xport` are `/export` too.
    ...own(path?.form === 'is' && !isRawPathToo ? ' in any spelling' : ''),
    ...from,
  ];
}

/** Such as ` with a=1 in the query`. */
function queryWords({ query }: Conjunction): Text {
  if (query.length === 0) return [];
  const parameters = query.map(({ name, values }) =>
    list(
      values.map((value) => text`${`${name}=${value}`}`),
      'or',
    ),
  );
  return [...own(' with '), ...list(parameters), ...own(' in the query')];
}

/** Hosts and paths as URLs where that says it all, and nothing else. */
function urlsOf({ host, path, isEncrypted }: Conjunction): readonly string[] | undefined {
  if (host?.form !== 'is' || !host.values.every((name) => HOST.test(name)) || path === undefined)
    return undefined;
  if (host.values.length * path.values.length > MAX_LISTED) return undefined;
  const paths = pathsOf(path);
  const scheme = isEncrypted ? 'https' : 'http(s)';
  return paths && host.values.flatMap((name) => paths.map((one) => `${scheme}://${name}${one}`));
}

function pathsOf({ form, values }: TextTest): readonly string[] | undefined {
  // The stars of a pattern are shown as they are in the code.
  if (form === 'fits') return values;
  if (!values.every((one) => PATH.test(one))) return undefined;
  if (form === 'is') return values;
  return form === 'begins' ? values.map((one) => `${one}*`) : undefined;
}

const HOST = /^[a-z\d._-]+(?::\d+)?$/i;
const PATH = /^\/[^?#*\s]*$/;

function requestOf(method: TextTest | undefined): Text {
  if (method === undefined) return own('every request');
  if (method.form === 'is' && method.values.length <= MAX_LISTED) {
    return [...own('every '), ...list(valueWords(method), 'or'), ...own(' request')];
  }
  return [...own('every request with '), ...testWords(method, 'method')];
}

function placeWords({ host, path, isEncrypted }: Conjunction): Text {
  const secure = own(isEncrypted ? ' over HTTPS' : '');
  if (host === undefined && path === undefined) return [...secure, ...own(' of the zone')];
  return [
    ...own(' to '),
    ...(path === undefined ? [] : [...testWords(path, 'path'), ...own(' on ')]),
    ...(host === undefined ? own('every host of the zone') : testWords(host, 'host')),
    ...secure,
  ];
}

/** Such as `the path /a`, `the host a or b`, `a path that begins with /a`, `one of 7 hosts`. */
function testWords(test: TextTest, noun: 'method' | 'host' | 'path'): Text {
  const isListed = test.values.length <= MAX_LISTED;
  const values = isListed
    ? list(valueWords(test), 'or')
    : own(`one of ${counted(test.values.length, 'text')}`);
  switch (test.form) {
    case 'is':
      return isListed
        ? [...own(`the ${noun} `), ...values]
        : own(`one of ${counted(test.values.length, noun)}`);
    case 'fits':
      return [...own(`a ${noun} of the pattern `), ...values];
    case 'begins':
      return [...own(`a ${noun} that begins with `), ...values];
    case 'ends':
      return [...own(`a ${noun} that ends in `), ...values];
    case 'holds':
      return [...own(`a ${noun} with `), ...values, ...own(' in it')];
  }
}

function valueWords({ values }: TextTest): readonly Text[] {
  return values.map((value) => text`${value}`);
}
