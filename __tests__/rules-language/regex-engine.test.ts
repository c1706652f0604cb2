import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { encodeText } from '../../lib/rules-language/text/bytes';
import { compileRegex } from '../../lib/rules-language/regex/compile';
import { LazyAutomaton } from '../../lib/rules-language/regex/engine/automaton';
import { compileProgram } from '../../lib/rules-language/regex/engine/program';
import { findFirst } from '../../lib/rules-language/regex/engine/threads';
import { parseRegex } from '../../lib/rules-language/regex/parse';
import { TooManySteps } from '../../lib/rules-language/regex/problem';
import { group } from '../../lib/rules-language/regex/tree';

type Groups = readonly (readonly [start: number, end: number] | null)[];

interface Vector {
  readonly pattern: string;
  /** Texts, as binary strings, with the groups of the first match. */
  readonly found: readonly (readonly [text: string, groups: Groups | null])[];
}

/** Random patterns with what the crate `regex` 1.13, without Unicode, finds in random bytes. */
const VECTORS = readFileSync(join(__dirname, 'support', 'regex-vectors.jsonl'), 'utf8')
  .trimEnd()
  .split('\n')
  .map((line) => JSON.parse(line) as Vector);

test.each(VECTORS)('the pattern $pattern finds what Rust finds', ({ pattern, found }) => {
  const regex = compileRegex(encodeText(pattern));
  const ours = found.map(([text]) => [
    text,
    regex.find(text)?.map(([start, end]) => (start < 0 ? null : [start, end])) ?? null,
  ]);
  expect(ours).toEqual(found);
  expect(found.map(([text]) => regex.test(text))).toEqual(found.map(([, groups]) => groups !== null));
});

// The largest numbers that the crate accepts: it allows 10 MiB, and simplifies a pattern before it counts.
test.each<[pattern: (times: number) => string, most: number]>([
  [(times) => `a{${times}}`, 327_673],
  [(times) => `[a-z]{${times}}`, 145_632],
  [(times) => `(a|b){${times}}`, 77_099],
  [(times) => `(?:ab|cd){${times}}`, 41_609],
  [(times) => `(?:ab|ad|a){${times}}`, 40_329],
  [(times) => `^(?:foo|foobar|bar){${times}}$`, 17_593],
  [(times) => `(?:a[bc]|a[de]x){${times}}`, 37_448],
  [(times) => `(?u)[à-ü]{${times}}`, 79_436],
  [(times) => `(?u)[é日]{${times}}`, 45_196],
  [(times) => `(?iu)k{${times}}`, 44_430],
  [(times) => `(?:a?){${times}}`, 100_822],
  [(times) => `(a){${times}}`, 109_224],
  [(times) => `a{0,${times}}`, 145_631],
  [(times) => `a{${times},}`, 327_672],
  [(times) => `(?:a*){${times}}`, 145_632],
  [(times) => `(?:(?:b?)*c){${times}}`, 42_280],
  [(times) => `(?:\\b|a){${times}}`, 77_099],
  [(times) => `(?:.|\\n){${times}}`, 56_986],
])('a pattern is as large as Rust allows (%#)', (pattern, most) => {
  expect(() => parseRegex(encodeText(pattern(most)))).not.toThrow();
  expect(() => parseRegex(encodeText(pattern(most + 1)))).toThrow('the pattern is too large');
});

test.each<[pattern: string, text: string, matches: boolean]>([
  ['^a{200000}', 'a'.repeat(2000), false],
  ['^(?:a{40}b){400}$', `${'a'.repeat(40)}b`.repeat(400), true],
  ['(a){1001}', 'a'.repeat(1001), true],
  ['(?:a{4294967295}){0}b', 'b', true],
])('a pattern with many repetitions is evaluated: %s', (pattern, text, matches) => {
  expect(compileRegex(pattern).test(text)).toBe(matches);
});

// https://docs.rs/regex/latest/regex/#empty-matches
test.each<[pattern: string, text: string, matches: boolean]>([
  ['[ab]$', 'xb', true],
  ['[ab]$', 'ax', false],
  ['[ab]$', 'a\n', false],
  ['(?m)[ab]$', 'xa', true],
  ['(?m)[ab]$', 'a\nx', true],
  ['(?m)[ab]$', 'ax', false],
  ['(?m)[ab]$', 'a\rx', false],
  ['(?m)^[ab]', 'x\na', true],
  ['(?m)^[ab]', 'x\ra', false],
  // Between `\r` and `\n` no line begins or ends.
  ['(?mR)[ab]$', 'xa', true],
  ['(?mR)[ab]$', 'a\r\nx', true],
  ['(?mR)[ab]$', 'a\rx', true],
  ['(?mR)[ab]$', 'a\nx', true],
  ['(?mR)[ab]$', 'ax', false],
  ['(?mR)[\\r]$', 'a\r\nx', false],
  ['(?mR)[\\r]$', '\r\rx', true],
  ['(?mR)[\\r]$', '\rx', false],
  ['(?mR)[\\n]$', '\nx', false],
  ['(?mR)[\\n]$', '\n\nx', true],
  ['(?mR)^[ab]', 'x\r\na', true],
  ['(?mR)^[ab]', 'x\ra', true],
  ['(?mR)^[\\n]', 'x\r\na', false],
  ['(?mR)^[\\n]', '\n\na', true],
  ['\\B[ab]', 'xa', true],
  ['\\B[ab]', '-a', false],
  ['\\b{start}[ab]', '-a', true],
  ['\\b{start}[ab]', 'xa', false],
  ['[ab]\\b{end}', 'a-', true],
  ['[ab]\\b{end}', 'ax', false],
  ['\\b{start-half}[-a]', '--', true],
  ['\\b{start-half}[-a]', 'x-', false],
  ['[-a]\\b{end-half}', 'a-', true],
  ['[-a]\\b{end-half}', '-x', false],
  ['(?u)\\B[ab]', 'xa', true],
  ['(?u)\\B[ab]', '-a', false],
  ['(?u)\\b{start}[ab]', '-a', true],
  ['(?u)\\b{start}[ab]', 'xa', false],
  ['(?u)[-a]\\b{end-half}', 'a-', true],
  ['(?u)[-a]\\b{end-half}', '-x', false],
  ['(?u)\\Bé', 'aé', true],
  ['(?u)\\Bé', '-é', false],
  ['(?u)é\\B', 'éa', true],
  ['(?u)é\\B', 'é-', false],
  ['(?u)\\b{start}é', '-é', true],
  ['(?u)\\b{start}é', 'aé', false],
  ['(?u)é\\b{end}', 'é-', true],
  ['(?u)é\\b{end}', 'éa', false],
  ['(?u)\\b{start-half}é', '-é', true],
  ['(?u)\\b{start-half}é', 'éé', true],
  ['(?u)a\\b{start-half}é', 'aé', false],
  ['(?u)é\\b{end-half}', 'é-', true],
  ['(?u)é\\b{end-half}a', 'éa', false],
])('a place in a text: %j on %j: %j, by each of the engines', (pattern, text, matches) => {
  const bytes = encodeText(text);
  const { root } = parseRegex(encodeText(pattern));
  const byThreads = findFirst(compileProgram(group(root, 0), true), bytes) !== undefined;
  expect([compileRegex(encodeText(pattern)).test(bytes), byThreads]).toEqual([matches, matches]);
});

describe('an automaton whose states do not fit into its memory', () => {
  // Each of the last 200 bytes may be where the `a` stands: 2 to the 200 states.
  const pattern = 'a[ab]{200}c';
  const bytes = [...noise(30_000)].map((bit) => (bit ? 'a' : 'b')).join('');

  test('gives up', () => {
    const automaton = new LazyAutomaton(compileProgram(parseRegex(pattern).root, false));
    expect(automaton.test(bytes)).toBeUndefined();
  });

  test.each([
    [`${bytes}ab`, false],
    [`${bytes}a${'b'.repeat(200)}c`, true],
  ])('is replaced by threads (%#)', (text, matches) => {
    expect(compileRegex(pattern).test(text)).toBe(matches);
  });

  test('begins anew where a text stays with few of them', () => {
    const automaton = new LazyAutomaton(compileProgram(parseRegex(pattern).root, false));
    const text = `${bytes.slice(0, 4000)}${'b'.repeat(40_000)}`.repeat(6);
    expect(automaton.test(text)).toBe(false);
    expect(automaton.test(`${text}a${'a'.repeat(200)}c`)).toBe(true);
  });
});

test('threads end where a text takes too long', () => {
  const program = compileProgram(parseRegex('[ab]{9000}').root, true);
  expect(() => findFirst(program, 'ab'.repeat(5000))).toThrow(TooManySteps);
});

describe('a literal at the beginning of a pattern', () => {
  test.each<[pattern: string, text: string, matches: boolean]>([
    ['key=[0-9]', `${'x'.repeat(100)}key=x${'y'.repeat(100)}key=7`, true],
    ['key=[0-9]', `${'x'.repeat(100)}key=x${'y'.repeat(100)}key=`, false],
    ['aab[0-9]', 'aaab1', true],
    // By sets of bytes instead of a literal.
    ['(?i)union\\s+select', `${'uni '.repeat(50)}UnIoN  SELECT`, true],
    ['(?i)union\\s+select', `${'uni '.repeat(50)}UnIoNSELECT`, false],
    ['[0-9]{3}-[0-9]{4}', `${'12-3456 '.repeat(50)}123-4567`, true],
    ['[0-9]{3}-[0-9]{4}', `${'12-3456 '.repeat(50)}123-456`, false],
    ['[0-9]{2,3}x', `${'1x'.repeat(50)}12x`, true],
    ['(?:[ab][cd]){2}x', `${'acbd'.repeat(50)}x`, true],
    ['[ab](?:c|dd)[ef]', `${'ac'.repeat(50)}adde`, true],
    // All over the text.
    ['k[0-9]', `${'kx'.repeat(200)}k1`, true],
    ['k[0-9]', 'kx'.repeat(200), false],
    // What is before it matters.
    ['\\bkey[0-9]', `${'x'.repeat(60)}key1 key2`, true],
    ['\\bkey[0-9]', `${'x'.repeat(60)}key1`, false],
    ['(?m)^key[0-9]', `${'x'.repeat(60)}key1\nkey2`, true],
    ['(?u)\\bkey[0-9]', `${'x'.repeat(60)}ékey1`, false],
    ['(?u)\\bkey[0-9]', `${'x'.repeat(60)}é key1`, true],
    // Inside, and at the end.
    ['[0-9]+key', `${'x'.repeat(60)}1key`, true],
    ['[0-9]+key', `${'x'.repeat(60)}1ke`, false],
    ['(?:key)?[0-9]$', `${'x'.repeat(60)}1`, true],
    ['(?:key|kex)[0-9]', `${'x'.repeat(60)}kex1`, true],
  ])('%s on %j: %j', (pattern, text, matches) => {
    expect(compileRegex(pattern).test(encodeText(text))).toBe(matches);
  });
});

/** Bits without a pattern (xorshift). */
function* noise(count: number): Generator<boolean> {
  let state = 0x2545f491;
  for (let index = 0; index < count; index++) {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    yield (state & 1) === 1;
  }
}
