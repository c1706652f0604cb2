import { isDeepStrictEqual } from 'node:util';
import {
  type AnyNode,
  CLOUDFLARE_SCHEME,
  type Expression,
  parse,
  print,
  RulesLanguageError,
  typeOf,
  visit,
} from '../../lib/rules-language';
import { rounds } from '../support/rounds';
import { VECTORS } from './conformance/vectors';
import { bare } from './support/bare';
import { errorsOf } from './support/errors-of';
import { Random } from './support/random';
import { randomExpression } from './support/random-expression';

const TREES = rounds(2000);
const MUTATED_TEXTS = rounds(30_000);

test('parse(print(tree)) is the tree, for random ones', () => {
  const random = new Random(1);
  let parsedTexts = 0;
  for (let round = 0; round < TREES; round++) {
    const tree = randomExpression(random);
    const text = print(tree);
    const parsed = parseOrUndefined(text);
    // Regular expressions and characters have a limit that a tree has not.
    if (parsed === undefined) continue;
    parsedTexts++;
    // Jest's own comparison takes most of the time: it is for showing a difference.
    if (!isDeepStrictEqual(bare(parsed), tree)) expect(bare(parsed)).toEqual(tree);
    if (print(parsed) !== text) expect(print(parsed)).toBe(text);
  }
  expect(parsedTexts).toBeGreaterThan(TREES * 0.9);
});

test.each(VECTORS.filter(({ expr }) => errorsOf(expr).length === 0).map(({ id, expr }) => [id, expr]))(
  'print(parse(text)) is a fixed point: vector %i, %s',
  (_id, text) => {
    const tree = parse(text).expression;
    const printed = print(tree);
    const again = parse(printed).expression;
    expect(bare(again)).toEqual(bare(tree));
    expect(print(again)).toBe(printed);
  },
);

test('mutated texts are read or refused', () => {
  const random = new Random(2);
  const texts = VECTORS.map(({ expr }) => expr);
  // Jest lets each error remember 100 frames of its stack, which takes a third of the time, and nobody reads them.
  Error.stackTraceLimit = 0;
  const started = process.cpuUsage();
  const counts = { read: 0, refused: 0 };
  for (let round = 0; round < MUTATED_TEXTS; round++) {
    const text = mutated(random, texts);
    try {
      const tree = parse(text).expression;
      visit(tree, requireTyped);
      const printed = print(tree);
      if (print(parse(printed).expression) !== printed) throw new Error(`no fixed point: ${text}`);
      counts.read++;
    } catch (error) {
      if (!(error instanceof RulesLanguageError)) throw error;
      if (error.errors.some(({ range }) => range.start > range.end || range.end > text.length)) {
        throw new Error(`range outside of ${text}`);
      }
      counts.refused++;
    }
  }
  const { user, system } = process.cpuUsage(started);
  expect(counts.read).toBeGreaterThan(MUTATED_TEXTS * 0.05);
  expect(counts.refused).toBeGreaterThan(MUTATED_TEXTS * 0.5);
  // Generous: it is there to notice a text that hangs.
  expect((user + system) / 1e3 / MUTATED_TEXTS).toBeLessThan(1);
});

/** Every value of a tree that was parsed has a type: `typeOf` throws where not. */
function requireTyped(node: AnyNode): void {
  if (node.kind === 'field' || node.kind === 'call' || node.kind === 'logical')
    typeOf(node, CLOUDFLARE_SCHEME);
}

/** One of the texts with a few of its characters removed, doubled, exchanged, or joined with those of another. */
function mutated(random: Random, texts: readonly string[]): string {
  let text = random.pick(texts);
  for (let count = 1 + random.below(3); count > 0; count--) {
    const at = random.below(text.length + 1);
    const length = random.below(4);
    switch (random.below(4)) {
      case 0:
        text = text.slice(0, at) + text.slice(at + length);
        break;
      case 1:
        text = text.slice(0, at) + text.slice(at, at + length).repeat(2) + text.slice(at + length);
        break;
      case 2:
        text =
          text.slice(0, at) +
          random.pick([
            ...Array.from('"\\()[]{}#r*.,:-$ \t\n0x9é'),
            '\ud800',
            ' and ',
            ' or ',
            'not ',
            '[*]',
            '..',
            '::',
          ]) +
          text.slice(at);
        break;
      default:
        text = text.slice(0, at) + random.pick(texts).slice(at);
    }
  }
  return text;
}

function parseOrUndefined(text: string): Expression | undefined {
  try {
    return parse(text).expression;
  } catch (error) {
    const isLimit =
      error instanceof RulesLanguageError &&
      error.errors.every(({ code }) => code === 'expression/length' || code === 'expression/regexes');
    if (isLimit) return undefined;
    throw error;
  }
}
