import { valueLint } from '../values/value-lint';

export const timeUnit = valueLint('time-unit', 'warning', 'a time in another unit than its field');
