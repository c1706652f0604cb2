import { encodeText } from '../../lib/rules-language/text/bytes';
import { compileRegex } from '../../lib/rules-language/regex/compile';
import { RegexProblem } from '../../lib/rules-language/regex/problem';

// What Rust's engine decides without Unicode, on the bytes of the text. Sources: the syntax page of the crate `regex`
// and, for the rows with `caf`, verdicts of Cloudflare's engine.
test.each<[pattern: string, text: string, matches: boolean]>([
  ['', '', true],
  ['b', 'abc', true],
  ['^b', 'abc', false],
  ['b$', 'ab\n', false],
  ['(?m)b$', 'ab\nc', true],
  ['(?m)^c', 'ab\nc', true],
  ['a.c', 'a\nc', false],
  ['a.c', 'a\rc', true],
  ['(?s)a.c', 'a\nc', true],
  ['caf.\\.EX', 'café.EXAMPLE.com', false],
  ['caf..\\.EX', 'café.EXAMPLE.com', true],
  ['café', 'café', true],
  ['é+$', 'éé', true],
  ['^é{2}$', 'éé', true],
  ['(?i)É', 'é', false],
  ['(?i)EXAMPLE', 'example', true],
  ['(?i:a)b', 'Ab', true],
  ['(?i:a)b', 'AB', false],
  ['a(?i)b|c', 'aC', true],
  ['(a(?i)b)c', 'aBC', false],
  ['(?i)a(?-i)b', 'AB', false],
  ['(?i)[^a]', 'A', false],
  ['(?i)[^A]', 'a', false],
  ['(?i)[a-c]', 'B', true],
  ['(?i)\\x61', 'A', true],
  ['(?i)\xff', '\xdf', false],
  ['\\xC3\\xA9', 'é', true],
  ['\\x{E9}', 'é', true],
  ['\\u00e9', 'é', true],
  ['[\\x80-\\xff]', 'é', true],
  ['^[^a]$', 'é', false],
  ['^[^a]{2}$', 'é', true],
  ['\\d', '٣', false],
  ['\\s', '\v', true],
  ['\\s', '\u00a0', false],
  ['\\w', '_', true],
  ['\\bfoo\\b', 'a foo.', true],
  ['\\bfoo\\b', 'afoo', false],
  ['[[:alpha:]]', '1', false],
  ['[[:^alpha:]]', '1', true],
  ['[a-z&&[^aeiou]]', 'e', false],
  ['[a-z&&[^aeiou]]', 'x', true],
  ['[a-z--m]', 'm', false],
  ['[a-f~~d-z]', 'e', false],
  ['[a-f~~d-z]', 'g', true],
  ['[a&&b]', 'a', false],
  ['[]a]', ']', true],
  ['[^]a]', ']', false],
  ['[-a]', '-', true],
  ['[a-]', '-', true],
  ['[+--]', ',', false],
  ['a{2}', 'aa', true],
  ['^a{2,3}$', 'aaaa', false],
  ['^a{ 2 , 3 }$', 'aaa', true],
  ['[[:nope:]]', ':', true],
  ['[[:nope:]]', 'a', false],
  ['^(?:a{2})+$', 'aaaa', true],
  ['^a**$', 'aaa', true],
  ['^(a|ab)(c|bcd)$', 'abcd', true],
  ['(?P<word>a)(?<other>b)', 'ab', true],
  ['\\.\\/\\-\\#', './-#', true],
  ['\\Ab\\z', 'b', true],
  ['a|', 'x', true],
  ['(?U)a+', 'aa', true],
  ['(?-u)a', 'a', true],
  // With the flag `u` the pattern takes characters.
  ['(?u)^caf.$', 'café', true],
  ['(?u)^.$', '\n', false],
  ['(?us)^.$', '\n', true],
  ['(?iu)CAFÉ', 'café', true],
  ['(?iu)^k$', '\u212a', true],
  ['(?i)^k$', '\u212a', false],
  ['(?iu)ß', 'ẞ', true],
  ['(?iu)ß', 'SS', false],
  ['(?iu)^i$', 'ı', false],
  ['(?u)^\\d$', '٣', true],
  ['(?u)^\\D$', '٣', false],
  ['(?u)^\\w$', 'é', true],
  ['(?u)^\\s$', '\u00a0', true],
  ['(?u)^[^a]$', 'é', true],
  ['(?u)^[à-ü]$', 'é', true],
  ['(?iu)^[à-ü]$', 'É', true],
  ['(?u)^[[:^alpha:]]$', 'é', true],
  ['(?u)^[\\pL--\\p{Greek}]$', 'σ', false],
  ['(?u)\\xe9', 'é', true],
  ['(?u)😀{2}', '😀😀', true],
  ['(?u)^\\p{greek}$', 'σ', true],
  ['(?u)^\\P{Greek}$', 'σ', false],
  ['(?u)^\\p{sc!=Greek}$', 'σ', false],
  ['(?u)^\\p{LATIN}$', 'é', true],
  ['(?u)^\\p{gc=Lu}$', 'É', true],
  ['(?iu)^\\P{Lu}$', 'é', false],
  ['a(?u:.)b(?-u:[c-d])', 'aébc', true],
  // One row for each way in which a translator differed from the crate `regex` 1.13 on random patterns.
  ['^a{01}$', 'a', true],
  ['^a{ 02,03 }$', 'aaa', true],
  ['a{2\u00a0}', 'aa', true],
  ['^a{1500}$', 'a'.repeat(1500), true],
  ['^a{1500}$', 'a'.repeat(1499), false],
  ['^a{999,2001}$', 'a'.repeat(2001), true],
  ['^a{999,2001}$', 'a'.repeat(2002), false],
  ['^a{1001,}?$', 'a'.repeat(1001), true],
  ['^a{1001,}?$', 'a'.repeat(1000), false],
  ['^(?:a{40}b){40}$', `${'a'.repeat(40)}b`.repeat(40), true],
  ['^(?:a{40}b){40}$', `${'a'.repeat(40)}b`.repeat(39), false],
  ['^\\b{5000}a', 'a', true],
  ['(?<größe>a)', 'a', true],
  ['(?<a1.[]>a)', 'a', true],
  ['(?R)^a.$', 'a\r', false],
  ['(?Rs)^a.$', 'a\r', true],
  ['^\\b{2}a', 'a', true],
  ['(?x) a b # c', 'ab', true],
  ['(?x)a # |b\n c', 'ac', true],
  ['(?x)a # |b\n c', 'b', false],
  ['(?x)a\u2003b', 'ab', true],
  ['(?x)^a + $', 'aa', true],
  ['(?x)^a + ?$', 'aa', true],
  ['(?x)^a{1 2}$', 'a'.repeat(12), true],
  ['(?x)^a { 2 } ?$', 'aa', true],
  ['(?x)[ a - c ]', 'b', true],
  ['(?x)[ a - c ]', ' ', false],
  ['(?x)[ ^ a ]', 'a', false],
  ['(?x)[ - ] a ]', ']', false],
  ['(?x)[ - ] a ]', '-a]', true],
  ['(?x)[a - # ]\n]', '-', true],
  ['(?x)\\x 4 1', 'A', true],
  ['(?x)\\x{ 4 1 }', 'A', true],
  ['(?x)\\x{ # 5\n 41}', 'A', true],
  ['(?x)\\ ', ' ', true],
  ['(?x)( ?: a )', 'a', true],
  ['((?x) a ) b', 'a b', true],
  ['(?x: a ) b', 'a b', true],
  ['(?x)(?-x) a', 'a', false],
])('the pattern %j on %j: %j', (pattern, text, matches) => {
  expect(compileRegex(encodeText(pattern)).test(encodeText(text))).toBe(matches);
});

test.each<[pattern: string, kind: 'invalid' | 'unsupported', message: string, at: number]>([
  ['a(?=b)', 'invalid', 'look-around is not part of the syntax', 1],
  ['(?<!a)b', 'invalid', 'look-around is not part of the syntax', 0],
  ['(a)\\1', 'invalid', 'back-references are not part of the syntax', 3],
  ['(a', 'invalid', 'a group is not closed', 0],
  ['a)', 'invalid', 'a `)` has no `(`', 1],
  ['[a', 'invalid', 'a class is not closed', 0],
  ['[[]', 'invalid', 'a class is not closed', 1],
  ['[b-a]', 'invalid', 'the bounds of a range are reversed', 1],
  ['[a-\\d]', 'invalid', 'a bound of a range is a class', 1],
  ['[\\d-z]', 'invalid', 'a bound of a range is a class', 1],
  ['[é]', 'invalid', 'a character beyond ASCII in a class needs the flag `u`', 1],
  ['(?P<a>b)(?<a>c)', 'invalid', 'two groups have the name `a`', 8],
  ['a{,2}', 'invalid', '`{` begins no repetition', 1],
  ['a{2, }', 'invalid', '`{` begins no repetition', 1],
  ['*', 'invalid', 'a repetition has nothing to repeat', 0],
  ['a|*', 'invalid', 'a repetition has nothing to repeat', 2],
  ['a{', 'invalid', '`{` begins no repetition', 1],
  ['a{2,1}', 'invalid', 'the bounds of a repetition are reversed', 1],
  ['\\p{Greek}', 'invalid', '`\\p` needs the flag `u`', 0],
  ['\\q', 'invalid', '`\\q` is no escape', 0],
  ['a\\', 'invalid', 'the pattern ends with a lone `\\`', 1],
  ['\\xg', 'invalid', '`\\x` needs 2 hexadecimal digits, or some in braces', 0],
  ['(?y)', 'invalid', '`y` is no flag', 0],
  ['(?ii)', 'invalid', 'a flag stands twice', 0],
  ['(?i)*', 'invalid', 'a repetition follows flags', 4],
  ['a{1000}{1000}', 'invalid', 'the pattern is too large', 0],
  ['a{4294967296}', 'invalid', 'the number of a repetition is too large', 1],
  ['(?<1a>b)', 'invalid', 'a group has no name, or one that is not allowed', 0],
  ['(?<>b)', 'invalid', 'a group has no name, or one that is not allowed', 0],
  ['(?)a', 'invalid', '`(?)` has no flags', 0],
  ['\\b{x}', 'invalid', '`\\b{` has no such boundary', 0],
  ['\\b{start', 'invalid', '`\\b{` has no such boundary', 0],
  ['\\b{', 'invalid', '`\\b{` is not closed', 0],
  ['(?u)\\p', 'invalid', '`\\p` has no name', 4],
  // A mistake counts, even behind what cannot be evaluated offline.
  ['(?u)é[', 'invalid', 'a class is not closed', 6],
  ['(?u)[é-\\w]', 'invalid', 'a bound of a range is a class', 5],
  ['\\<(', 'invalid', 'a group is not closed', 2],
  ['(?u)\\p{age=6.0}', 'unsupported', 'a class of Unicode by that name cannot be evaluated offline', 4],
  ['(?u)\\p{Cs}', 'unsupported', 'a class of Unicode by that name cannot be evaluated offline', 4],
])('the pattern %j is %s: %s', (pattern, kind, message, at) => {
  let problem: unknown;
  try {
    compileRegex(encodeText(pattern));
  } catch (error) {
    problem = error;
  }
  expect(problem).toBeInstanceOf(RegexProblem);
  expect(problem).toMatchObject({ kind, message, at });
});

test('a deeply nested pattern is refused and does not overflow the stack', () => {
  expect(() => compileRegex('('.repeat(4000))).toThrow('groups nest deeper than 250');
  expect(() => compileRegex('['.repeat(4000))).toThrow('classes nest deeper than 250');
  expect(() => compileRegex('a' + '*'.repeat(4000))).toThrow('repetitions nest deeper than 250');
});

// Sequences of several parts count as well, as do the alternatives, and unions inside of a class.
test.each<[pattern: (depth: number) => string, deepest: number]>([
  [(depth) => '('.repeat(depth) + 'a' + ')'.repeat(depth), 250],
  [(depth) => '(a'.repeat(depth) + ')'.repeat(depth), 125],
  [(depth) => '(|'.repeat(depth) + ')'.repeat(depth), 125],
  [(depth) => '['.repeat(depth) + 'a' + ']'.repeat(depth), 250],
  [(depth) => '[a'.repeat(depth) + ']'.repeat(depth), 125],
  [(depth) => '[a' + '&&a'.repeat(depth) + ']', 249],
  [(depth) => 'a' + '*'.repeat(depth), 250],
])('a pattern nests as deep as Rust allows (%#)', (pattern, deepest) => {
  expect(() => compileRegex(pattern(deepest))).not.toThrow();
  expect(() => compileRegex(pattern(deepest + 1))).toThrow('deeper than 250');
});

test('a pattern that makes backtracking engines hang takes linear time', () => {
  const regex = compileRegex('^(a+)+$');
  const started = process.hrtime.bigint();
  expect(regex.test(`${'a'.repeat(50_000)}b`)).toBe(false);
  expect(Number(process.hrtime.bigint() - started)).toBeLessThan(60e9);
});

test('groups of the first match are found', () => {
  const regex = compileRegex('(a)(x)?(b)');
  expect(regex.find('..ab')).toEqual([
    [2, 4],
    [2, 3],
    [-1, -1],
    [3, 4],
  ]);
  expect(regex.find('..')).toBeUndefined();
});

test.each<[pattern: string, bytes: string, found: readonly [number, number][] | undefined]>([
  [
    '(?u)b(é)',
    encodeText('ébé'),
    [
      [2, 5],
      [3, 5],
    ],
  ],
  [
    '(?u)(😀)(x)?',
    encodeText('é😀'),
    [
      [2, 6],
      [2, 6],
      [-1, -1],
    ],
  ],
  // A byte that belongs to no character is none.
  ['(?u)b.', '\xffé\xe9b\xc3\xa9', [[3, 6]]],
  ['(?u)^.$', '\xe9', undefined],
])('with the flag `u` the pattern %j finds bytes of %j: %j', (pattern, bytes, found) => {
  expect(compileRegex(encodeText(pattern)).find(bytes)).toEqual(found);
});
