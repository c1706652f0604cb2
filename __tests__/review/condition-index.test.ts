import { compile, evaluate, ExecutionContext, parse } from '../../lib/rules-language';
import { areApart, ConditionIndex } from '../../lib/review/meaning/condition-index';

const expressionOf = (text: string) => parse(text).expression;
const condition = (text: string) => ({ text, expression: expressionOf(text), problem: undefined });

const HOST_A = 'http.host eq "a.example.com"';
const HOST_B = 'http.host eq "b.example.com"';
const PATH_A = 'http.request.uri.path eq "/a"';
const RAW_A = 'raw.http.request.uri.path eq "/a"';
const POST = 'http.request.method eq "POST"';

const CONDITIONS = [
  HOST_A,
  HOST_B,
  PATH_A,
  RAW_A,
  POST,
  `${HOST_A} and ${PATH_A}`,
  `${HOST_B} and ${POST}`,
  `${HOST_A} and (${POST} and ssl)`,
  `${HOST_A} or ${PATH_A}`,
  `not ${HOST_A}`,
  'http.host ne "a.example.com"',
  'http.host contains "a"',
  'http.host in {"a.example.com"}',
  'lower(http.host) eq "a.example.com"',
  'http.user_agent eq "a"',
  'ssl',
].map(condition);
const UNREAD = { text: '\0', expression: undefined, problem: 'it cannot be read' };

const REQUESTS = ['https://a.example.com/a', 'https://b.example.com/a', 'https://a.example.com/b'].flatMap(
  (url) => ['GET', 'POST'].map((method) => ({ method, url })),
);

test('no condition that may match a request is left out', () => {
  const index = new ConditionIndex([...CONDITIONS, UNREAD]);
  for (const request of REQUESTS) {
    const context = ExecutionContext.fromRequest(request);
    const candidates = index.candidates(context);
    const mayMatch = CONDITIONS.filter(
      ({ expression }) => evaluate(compile(expression), context).verdict !== false,
    );
    expect(candidates).toEqual(expect.arrayContaining([...mayMatch, UNREAD]));
  }
});

test.each([
  ['a path', 'http.request.uri.path eq "/b"'],
  ['a raw path', 'raw.http.request.uri.path eq "/b"'],
  ['a host', HOST_B],
  ['a method', 'http.request.method eq "PUT"'],
  ['one of several parts', `ssl and (http.user_agent eq "a" and ${HOST_B})`],
])('a condition that asks for another text is left out: %s', (_title, text) => {
  const index = new ConditionIndex([condition(text), condition('ssl')]);
  const context = ExecutionContext.fromRequest({ method: 'POST', url: 'https://a.example.com/a' });
  expect(index.candidates(context).map((one) => one.text)).toEqual(['ssl']);
});

test('where nobody knows the value of a field, every text may be the one', () => {
  const index = new ConditionIndex([HOST_A, HOST_B, POST].map(condition));
  const context = ExecutionContext.fromFields({ 'http.request.method': 'GET' });
  expect(index.candidates(context).map(({ text }) => text)).toEqual([HOST_A, HOST_B]);
});

test.each([
  [HOST_A, HOST_B, true],
  [HOST_A, HOST_A, false],
  [HOST_A, PATH_A, false],
  [`${HOST_A} and ${PATH_A}`, `${PATH_A} and ${HOST_B}`, true],
  [HOST_A, `ssl and (${POST} and ${HOST_B})`, true],
  [HOST_A, `${HOST_B} or ssl`, false],
  [HOST_A, 'http.host ne "a.example.com"', false],
  ['http.request.headers["a"][0] eq "a"', 'http.request.headers["a"][0] eq "b"', false],
  ['http.user_agent eq "a"', 'http.user_agent eq "b"', false],
])('whether no request can match both, as far as a look shows it: %s, %s', (one, other, expected) => {
  expect(areApart(expressionOf(one), expressionOf(other))).toBe(expected);
  expect(areApart(expressionOf(other), expressionOf(one))).toBe(expected);
});
