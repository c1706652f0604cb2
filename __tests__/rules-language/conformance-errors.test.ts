import { locationOf, parse } from '../../lib/rules-language';
import { REFUSED } from './conformance/known-gaps';
import { VECTORS } from './conformance/vectors';
import { errorsOf } from './support/errors-of';

const verdicts = VECTORS.filter(({ error }) => error === undefined);
const errors = VECTORS.filter(({ error }) => error !== undefined);

test('the table is whole', () => {
  expect(verdicts).toHaveLength(107);
  expect(errors).toHaveLength(49);
});

test.each(verdicts.filter(({ id }) => !REFUSED.has(id)).map(({ id, expr }) => [id, expr]))(
  'vector %i is an expression: %s',
  (_id, text) => {
    expect(() => parse(text)).not.toThrow();
  },
);

test.each(verdicts.filter(({ id }) => REFUSED.has(id)).map(({ id, expr }) => [id, expr]))(
  'vector %i is a known gap: %s',
  (_id, text) => {
    expect(errorsOf(text)).toHaveLength(1);
  },
);

test.each(errors.map(({ id, expr, error }) => [id, expr, error]))(
  'vector %i is refused at the same place: %s',
  (_id, text, error) => {
    const [first] = errorsOf(text);
    expect(locationOf(text, first?.range.start ?? -1)).toEqual({ line: error?.line, column: error?.col });
  },
);
