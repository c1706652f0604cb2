import { valueLint } from '../values/value-lint';

export const headerKeyCase = valueLint('header-key-case', 'warning', 'a header name with capital letters');
