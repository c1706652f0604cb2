export type { Expression } from './ast';
export { and, fields, not, or } from './build';
export { MAX_EXPRESSION_LENGTH } from './limits';
export { print } from './print';
