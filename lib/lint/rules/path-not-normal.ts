import { valueLint } from '../values/value-lint';

export const pathNotNormal = valueLint(
  'path-not-normal',
  'warning',
  'a path that no request has after normalisation',
);
