import { conditionsOf } from '../../lib/lint/questions/conditions';
import { parse } from '../../lib/rules-language';

function shapeOf(text: string, isException = true): object | undefined {
  return conditionsOf(parse(text).expression, isException)[0]?.shape;
}

test('conditions that differ in their values only have one shape', () => {
  expect(shapeOf('http.host eq "a"')).toBe(shapeOf('ssl and http.host eq "b" or http.host eq "c"'.slice(8)));
});

test.each([
  'http.host ne "a"',
  'http.referer eq "a"',
  'http.host in {"a"}',
  'http.host eq http.referer',
  'lower(http.host) eq "a"',
  'upper(http.host) eq "a"',
  'lower(upper(http.host)) eq "a"',
  'not http.host eq "a"',
  'http.host eq "a" xor ssl',
  'http.request.uri.args["a"][0] eq "a"',
  'any(http.request.uri.args["a"][*] eq "a")',
  'all(http.request.uri.args["a"][*] eq "a")',
])('%s has a shape of its own', (text) => {
  const others = ['http.host eq "a"', 'http.request.uri.args["a"][1] ne "a"'].map((other) => shapeOf(other));
  expect(others).not.toContain(shapeOf(text));
  expect(shapeOf(text)).toBe(shapeOf(text));
  expect(shapeOf(text, false)).not.toBe(shapeOf(text));
});
