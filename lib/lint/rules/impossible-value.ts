import { valueLint } from '../values/value-lint';

export const impossibleValue = valueLint('impossible-value', 'warning', 'a value that no request has');
