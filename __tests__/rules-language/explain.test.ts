import type { SampleRequest } from '../../lib/rules-language/context/sample-request';
import { ExecutionContext } from '../../lib/rules-language/context/execution-context';
import { explain } from '../../lib/rules-language/explain/explain';
import { parse } from '../../lib/rules-language/parse/parse';
import { printExplanation } from '../../lib/rules-language/explain/print-explanation';

const REQUEST: SampleRequest = {
  method: 'POST',
  url: 'https://www.example.com/export',
  ip: '203.0.113.9',
  headers: { 'x-a': ['1', '2'] },
};

function explanationOf(text: string): string {
  return printExplanation(explain(parse(text).expression, ExecutionContext.fromRequest(REQUEST)));
}

test.each<[title: string, expression: string, lines: readonly string[]]>([
  [
    'the false operand of a conjunction',
    'http.host eq "www.example.com" and http.request.method eq "GET" and ip.src in {203.0.113.0/24}',
    [
      '  false    and',
      '  true       http.host eq "www.example.com"   (http.host is "www.example.com")',
      '> false      http.request.method eq "GET"   (http.request.method is "POST")',
      '  true       ip.src in {203.0.113.0/24}   (ip.src is 203.0.113.9)',
    ],
  ],
  [
    'the true operand of a disjunction',
    'http.host eq "a" or ssl',
    [
      '  true     or',
      '  false      http.host eq "a"   (http.host is "www.example.com")',
      '> true       ssl   (ssl is true)',
    ],
  ],
  [
    'what is unknown',
    'ssl and (cf.waf.score lt 20 or ip.src in $office)',
    [
      '  unknown  and',
      '  true       ssl   (ssl is true)',
      '  unknown    or',
      '> unknown      cf.waf.score lt 20   (cf.waf.score is unknown)',
      '> unknown      ip.src in $office   (ip.src is 203.0.113.9; the contents of $office are not given)',
    ],
  ],
  [
    'each element of an array',
    'any(http.request.headers["x-a"][*] eq "2")',
    [
      '  true     any',
      '> false true  http.request.headers["x-a"][*] eq "2"   (http.request.headers["x-a"][*] is ["1", "2"])',
    ],
  ],
  [
    'an array without elements',
    'any(http.request.headers["x-b"][*] eq "2")',
    [
      '  false    any',
      '> none       http.request.headers["x-b"][*] eq "2"   (http.request.headers["x-b"][*] is missing)',
    ],
  ],
  [
    'what is missing',
    'not http.request.headers["x-b"][0] eq "1"',
    [
      '  true     not',
      '> false      http.request.headers["x-b"][0] eq "1"   (http.request.headers["x-b"][0] is missing)',
    ],
  ],
  [
    'what cannot be evaluated offline',
    'http.host matches "(?u)\\p{age=6.0}"',
    [
      '> unknown  http.host matches r"(?u)\\p{age=6.0}"   (http.host is "www.example.com"; a class of Unicode by that name cannot be evaluated offline)',
    ],
  ],
  [
    'both sides of a comparison',
    'http.request.uri.path eq raw.http.request.uri.path',
    [
      '> true     http.request.uri.path eq raw.http.request.uri.path   (http.request.uri.path is "/export"; raw.http.request.uri.path is "/export")',
    ],
  ],
  ['a constant', 'true', ['> true     true']],
])('shows %s', (_title, expression, lines) => {
  expect(explanationOf(expression).split('\n')).toEqual(lines);
});

test('is data', () => {
  const { expression } = parse('not ssl');
  expect(explain(expression, ExecutionContext.fromRequest(REQUEST))).toMatchObject({
    expression,
    verdict: false,
    decides: true,
    values: [],
    needs: [],
    parts: [{ verdict: true, decides: true, values: [{ name: 'ssl', shown: 'true' }], needs: [], parts: [] }],
  });
});

test('long values are cut', () => {
  const url = `https://a/${'x'.repeat(500)}`;
  const { expression } = parse('http.request.uri.path eq "a"');
  const [value] = explain(expression, ExecutionContext.fromRequest({ method: 'GET', url })).values;
  expect(value?.shown).toBe(`"/${'x'.repeat(118)}... (503 characters)`);
});
