import { conditionLint } from '../rule';

export const emptySet = conditionLint(
  'empty-set',
  'warning',
  'a set without items, which is never true',
  ({ right }) => right === 'set',
  ({ right }) =>
    right?.kind !== 'set' || right.items.length > 0
      ? []
      : [
          {
            message: 'the set is empty: the condition is never true',
            help: 'name the values, or remove the condition',
            range: right.range,
          },
        ],
);
