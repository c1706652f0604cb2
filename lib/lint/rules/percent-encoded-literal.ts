import { valueLint } from '../values/value-lint';

export const percentEncodedLiteral = valueLint(
  'percent-encoded-literal',
  'warning',
  'a percent-encoding that no normalised path contains',
);
