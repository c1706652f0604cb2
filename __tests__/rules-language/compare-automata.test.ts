import { takes } from '../../lib/rules-language/text/automaton';
import { atomOf, type Leaf } from '../../lib/rules-language/compare/atom';
import { Budget } from '../../lib/rules-language/compare/budget';
import { findText } from '../../lib/rules-language/compare/find-text';
import { contextOf } from '../../lib/rules-language/compare/subject';
import { parse } from '../../lib/rules-language/parse/parse';
import { Random } from './support/random';

const LITERALS = ['', 'a', 'ab', 'aab', 'B', '/a', '\\xff', 'aba', '*'];
const PATTERNS = [
  'a',
  '^a',
  'a$',
  '^(?:a|bb)*$',
  '(?i)aB',
  '[^a]',
  'a.b',
  '^a{2,3}',
  '^a{2,}b?$',
  'a+?b',
  '^$',
  'b|^a$',
  '(?s).',
  '[[:upper:]]',
  '(^|/)a(/|$)',
  '^(a*)*b$',
  '(?P<x>a)|b',
  '\\\\xff',
  '\\\\ba',
  'a\\\\b',
  '\\\\Bb',
  '^\\\\b$|b\\\\B',
  'a\\\\b(/|$)',
  '(?:\\\\ba\\\\b|/)*b$',
  '(?m)^a',
  '(?m)a$',
  '(?m)^$',
  '(?m)^a\\\\b.*\\n^b$',
];
/** Texts in which a search has to go back. */
const OVERLAPS = ['aaab', 'ababa', 'aabaab', 'abaaba', '/a/a', 'aaaab'];
const BYTES = ['a', 'a', 'a', 'b', 'b', 'A', 'B', '/', '\n', '\xff', '*'];
const LEAVES = [
  ...LITERALS.flatMap((text) =>
    ['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'contains'].map((operator) => `http.host ${operator} "${text}"`),
  ),
  ...LITERALS.flatMap((text) => [
    `starts_with(http.host, "${text}")`,
    `ends_with(lower(http.host), "${text}")`,
    `upper(http.host) contains "${text}"`,
    `lower(http.host) lt "${text}"`,
    `upper(lower(http.host)) eq "${text}"`,
  ]),
  'http.host in {"a" "ab" "b"}',
  'http.host in {}',
  ...['a*', '*a', '*a*', 'a*b*a', '*ab*ab*', 'a', '*', 'A*b', String.raw`a\\*b*`].flatMap((pattern) => [
    `http.host wildcard "${pattern}"`,
    `lower(http.host) strict wildcard "${pattern}"`,
  ]),
  ...PATTERNS.map((pattern) => `http.host matches "${pattern.replaceAll('\\\\', '\\')}"`),
  ...[0, 1, 2, 3].flatMap((length) => [`len(http.host) eq ${length}`, `len(lower(http.host)) gt ${length}`]),
  'len(http.host) in {0 2..3}',
  'len(http.host) ne -1',
];

test.each(LEAVES)('%s: its automaton says what the evaluator says', (text) => {
  const { expression } = parse(text);
  const { automaton, subject, compiled } = atomOf(expression as Leaf);
  if (automaton === undefined || subject === undefined) throw new Error('no automaton');
  const random = new Random(5);
  const wrong: string[] = [];
  for (let round = 0; round < 150; round++) {
    const value = OVERLAPS[round] ?? random.list(0, 6, () => random.pick(BYTES)).join('');
    const taken = takes(automaton, value);
    if (taken !== compiled.run(contextOf(subject, value))) wrong.push(value);
    // What is settled stays so.
    let state = automaton.start;
    for (const byte of value) {
      if (automaton.settled(state) === !taken) wrong.push(`settled: ${value}`);
      // Bytes with no boundary between them lead to the same state.
      for (let code = 1; code < 256 && round < 20; code++) {
        if (automaton.boundaries[code] === 1) continue;
        if (automaton.step(state, code) !== automaton.step(state, code - 1)) wrong.push(`${value}: ${code}`);
      }
      state = automaton.step(state, byte.charCodeAt(0));
    }
  }
  expect(wrong).toEqual([]);
});

test.each([
  'http.host matches "(?u)\\ba"',
  'http.host matches "a{1000}{3}"',
  'http.host matches "(?:a?){900}{90}"',
  'url_decode(http.host) eq "a"',
  'len(http.host) gt 5000',
])('%s is not followed byte by byte', (text) => {
  expect(atomOf(parse(text).expression as Leaf).automaton).toBeUndefined();
});

function automatonOf(text: string) {
  const { automaton } = atomOf(parse(text).expression as Leaf);
  if (automaton === undefined) throw new Error('no automaton');
  return automaton;
}

test.each<[positive: string, negative: string, found: string | undefined]>([
  ['http.host contains "ab"', 'starts_with(http.host, "a")', 'xab'],
  ['http.host matches "^0{3}$"', 'http.host contains "00"', undefined],
  ['starts_with(http.host, "a")', 'http.host contains "a"', undefined],
  ['http.host matches "^[0-9]{2}$"', 'http.host gt "1"', '00'],
])('%s but not %s', (positive, negative, found) => {
  const result = findText(
    [
      { automaton: automatonOf(positive), holds: true },
      { automaton: automatonOf(negative), holds: false },
    ],
    new Budget(1e6),
  );
  expect(result).toEqual(found === undefined ? 'none' : { text: found });
});
