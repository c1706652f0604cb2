import { compile } from '../../lib/rules-language/compile/compile';
import type { FieldInput } from '../../lib/rules-language/context/field-input';
import { evaluate, type Verdict } from '../../lib/rules-language/evaluate/evaluate';
import { ExecutionContext } from '../../lib/rules-language/context/execution-context';
import { parse } from '../../lib/rules-language/parse/parse';
import { print } from '../../lib/rules-language/syntax/print';
import { KNOWN_GAPS } from './conformance/known-gaps';
import { type Vector, VECTORS } from './conformance/vectors';

const VERDICTS = VECTORS.filter(({ verdict }) => verdict !== undefined);

/** Any well-formed list is known to the engine of the vectors, and empty. */
const LISTS = { office: [], 'a.b': [], 'cf.malware': [] };

function contextOf({ ctx }: Vector): ExecutionContext {
  return ExecutionContext.fromFields(ctx as Readonly<Record<string, FieldInput>>, {
    absent: 'missing',
    lists: LISTS,
  });
}

function verdictOf(vector: Vector, text = vector.expr): Verdict | 'refused' {
  try {
    return evaluate(compile(parse(text).expression), contextOf(vector)).verdict;
  } catch {
    return 'refused';
  }
}

test('there are verdicts for 107 expressions', () => {
  expect(VERDICTS).toHaveLength(107);
});

test.each(VERDICTS.filter(({ id }) => !KNOWN_GAPS.has(id)).map((vector) => [vector.id, vector.expr, vector]))(
  'vector %i: %s',
  (_id, _text, vector) => {
    expect(verdictOf(vector)).toBe(vector.verdict);
  },
);

test.each(VERDICTS.filter(({ id }) => KNOWN_GAPS.has(id)).map((vector) => [vector.id, vector.expr, vector]))(
  'vector %i is a known gap: %s',
  (_id, _text, vector) => {
    // One that agrees now is no gap any more: take it off the list.
    expect(verdictOf(vector)).not.toBe(vector.verdict);
  },
);

test('each known gap is a vector', () => {
  const ids = VERDICTS.map(({ id }) => id);
  expect([...KNOWN_GAPS.keys()].filter((id) => !ids.includes(id))).toEqual([]);
});

test('printing changes no verdict', () => {
  for (const vector of VERDICTS) {
    const before = verdictOf(vector);
    if (before === 'refused') continue;
    expect([vector.id, verdictOf(vector, print(parse(vector.expr).expression))]).toEqual([vector.id, before]);
  }
});
