import { locationOf, parse } from '../../lib/rules-language';
import { VECTORS } from './conformance/vectors';
import { errorsOf } from './support/errors-of';

const verdicts = VECTORS.filter(({ error }) => error === undefined);
const errors = VECTORS.filter(({ error }) => error !== undefined);

test('the table is whole', () => {
  expect(verdicts).toHaveLength(107);
  expect(errors).toHaveLength(49);
});

test.each(verdicts.map(({ id, expr }) => [id, expr]))('vector %i is an expression: %s', (_id, text) => {
  expect(() => parse(text)).not.toThrow();
});

test.each(errors.map(({ id, expr, error }) => [id, expr, error]))(
  'vector %i is refused at the same place: %s',
  (_id, text, error) => {
    const [first] = errorsOf(text);
    expect(locationOf(text, first?.range.start ?? -1)).toEqual({ line: error?.line, column: error?.col });
  },
);
