import { ruleLint } from '../rule';

export const emptySet = ruleLint('empty-set', 'a set without items, which is never true', ({ conditions }) =>
  conditions
    .filter(({ right }) => right?.kind === 'set' && right.items.length === 0)
    .map(({ right }) => ({
      message: 'nothing is in an empty set: the condition is never true',
      help: 'name the values, or remove the condition',
      range: right?.range,
    })),
);
