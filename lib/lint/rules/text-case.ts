import { valueLint } from '../values/value-lint';

export const textCase = valueLint(
  'text-case',
  'warning',
  'a text in a case that `lower()` or `upper()` never returns',
);
