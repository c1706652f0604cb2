import { encodeText } from '../../lib/rules-language/text/bytes';
import { doubledEscape } from '../../lib/rules-language/regex/doubled-escape';
import {
  dotBetweenWords,
  ignoresCase,
  matchesWholeTexts,
  nodesOf,
  repeatsSlash,
  sampleText,
} from '../../lib/rules-language/regex/written-form';

test.each<[pattern: string, whole: boolean]>([
  ['^a$', true],
  ['^(?:a|b)$', true],
  ['^a$|^b$', true],
  ['^a$|^b', false],
  ['(^a)$', true],
  ['^a', false],
  ['a$', false],
  ['^a*', false],
  ['(', false],
])('%s matches whole texts: %s', (pattern, whole) => {
  expect(matchesWholeTexts(pattern)).toBe(whole);
});

test.each<[pattern: string, ignores: boolean]>([
  ['(?i)^/admin$', true],
  ['^/[aA]$', true],
  ['^/(?i:a)b$', false],
  ['^/admin$', false],
  ['^/[a-z]+$', false],
  ['^/[0-9]$', false],
  ['(?i', false],
])('%s ignores the case of its letters: %s', (pattern, ignores) => {
  expect(ignoresCase(pattern)).toBe(ignores);
});

test.each<[pattern: string, found: string | undefined]>([
  ['^www.example.com$', 'w.ex'],
  ['^(?:www.)example.com$', 'e.co'],
  ['^(a|b1.co)$', '1.co'],
  ['(?:x.de)+', 'x.de'],
  ['^www\\.example\\.com$', undefined],
  ['^a.*b$', undefined],
  ['^/.ab$', undefined],
  ['^a.b1$', undefined],
  ['^a[^/]bc$', undefined],
  ['a.bc(', undefined],
])('%s has a dot between words: %s', (pattern, found) => {
  expect(dotBetweenWords(pattern)).toBe(found);
});

test.each<[pattern: string, found: boolean]>([
  ['^/files/*', true],
  ['^/files/*$', true],
  ['^/files/.*$', false],
  ['^/files/+$', false],
  ['^/files/*?$', false],
  ['^/files//*$', false],
  ['^(?:/a/*)$', false],
  ['^(?:/a/*b)$', true],
])('%s repeats a slash for a wildcard: %s', (pattern, found) => {
  expect(repeatsSlash(pattern)).toBe(found);
});

test.each<[pattern: string, found: string | undefined]>([
  ['^/a\\\\.mp4$', '\\\\.'],
  ['^/a\\\\d+$', '\\\\d'],
  ['^/a\\\\?$', '\\\\?'],
  ['^/a\\\\*$', '\\\\*'],
  ['^/a\\\\+$', '\\\\+'],
  ['^(?:a|\\\\-b)$', '\\\\-'],
  ['^/a\\.mp4$', undefined],
  ['^C:\\\\temp$', undefined],
  ['^\\\\\\\\d', undefined],
  ['^a\\\\[^/]$', undefined],
])('%s doubles an escape: %s', (pattern, found) => {
  expect(doubledEscape(pattern)).toBe(found);
});

test.each<[pattern: string, sample: string | undefined]>([
  ['^/a$', '/a'],
  ['^/[a-z]b{2}(?:c|d)e?$', '/abbc'],
  ['(?u)^[é-ü]$', '\xc3\xa9'],
  ['(', undefined],
])('%s matches a text such as %j', (pattern, sample) => {
  expect(sampleText(encodeText(pattern))).toBe(sample);
});

test('a pattern is all of its parts, from the outside to the inside', () => {
  expect(nodesOf('^(?:a|[d])+$').map(({ kind }) => kind)).toEqual([
    'sequence',
    'place',
    'repetition',
    'place',
    'group',
    'alternatives',
    'text',
    'set',
  ]);
  expect(nodesOf('(')).toEqual([]);
});
