import type { QueryMatch } from '../../lib';
import { compile, evaluate, ExecutionContext, parse } from '../../lib/rules-language';
import { defineRequest, NOW_MS } from '../support/exceptions';
import { refusalOf } from '../support/refusal';

const expressionOf = (query: QueryMatch): string => defineRequest({ path: '/', query }).rule.expression;

test('each parameter is there once, and no name is encoded', () => {
  expect(expressionOf({ 'wc-api': 'gateway', v: ['1', '2'] })).toContain(
    ' and http.request.uri.args["wc-api"][0] eq "gateway" and len(http.request.uri.args["wc-api"]) eq 1' +
      ' and http.request.uri.args["v"][0] in {"1" "2"} and len(http.request.uri.args["v"]) eq 1' +
      ' and not any(http.request.uri.args.names[*] contains "%") and ssl and ',
  );
});

test.each([
  ['?wc-api=x', true],
  ['?wc-api=x&order=7', true],
  ['?order=7&wc-api=x', true],
  ['', false],
  ['?wc-api', false],
  ['?wc-api=', false],
  ['?wc-api=xx', false],
  ['?wc-api=X', false],
  ['?WC-API=x', false],
  ['?wc-api=x&wc-api=y', false],
  ['?wc-api=x&wc-api=x', false],
  ['?wc-api=y&wc-api=x', false],
  ['?wc-api=x&wc%2dapi=y', false],
  ['?wc%2Dapi=x', false],
])('/%s: %s', (search, expected) => {
  const compiled = compile(parse(expressionOf({ 'wc-api': 'x' })).expression);
  const request = { method: 'POST', url: `https://app.example.com/${search}`, time: new Date(NOW_MS) };
  expect(evaluate(compiled, ExecutionContext.fromRequest(request)).verdict).toBe(expected);
});

test.each<[string, unknown, string, string]>([
  ['nothing', {}, 'query/kind', "write query: { action: 'export' }, or leave it out"],
  ['a text', 'action=export', 'query/kind', "write query: { action: 'export' }, or leave it out"],
  ['a list', ['action'], 'query/kind', "write query: { action: 'export' }, or leave it out"],
  ['null', null, 'query/kind', "write query: { action: 'export' }, or leave it out"],
  ['a number', { page: 1 }, 'query/value', "write the value as clients send it, such as { 'page': '1' }"],
  ['no value', { page: [] }, 'query.page/empty', 'name each query.page that needs the exception'],
  ['a value twice', { page: ['1', '1'] }, 'query.page/duplicate', 'remove one of them'],
  [
    'a blank in a value',
    { q: 'a b' },
    'query/value',
    'did you mean `a%20b` or `a+b`? Clients differ: a list takes both',
  ],
  ['a letter outside ASCII', { q: 'ü' }, 'query/value', 'did you mean `%C3%BC`?'],
  ['an ampersand in a value', { q: 'a&b' }, 'query/value', 'did you mean `a%26b`?'],
  ['half an emoji', { q: '\ud83d' }, 'query/value', 'write the value as it appears in the Security Event'],
  [
    'an encoded name',
    { 'a%20b': 'x' },
    'query/name',
    'write the name without percent-encoding; a request with an encoded name is always inspected',
  ],
  [
    'two in one name',
    { 'a=1&b': 'x' },
    'query/name',
    "write one parameter for each key: query: { action: 'export', format: 'mp4' }",
  ],
])('refuses %s', (_title, query, code, help) => {
  expect(refusalOf(() => defineRequest({ query: query as QueryMatch }))).toMatchObject({ code, help });
});
