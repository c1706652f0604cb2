import { show } from '../../errors';
import { conditionLint } from '../rule';

const BY_LOWER_CASE_NAME: readonly string[] = ['http.request.headers', 'http.response.headers'];

export const headerKeyCase = conditionLint(
  'header-key-case',
  'a header name with capital letters, which no request has',
  ({ field }) => BY_LOWER_CASE_NAME.includes(field),
  ({ field }) => {
    const first = field?.path[0];
    if (typeof first !== 'object' || !/[A-Z]/.test(first.key)) return [];
    return [
      {
        message: `the names of headers are lower case here, got: ${show(first.key)}`,
        help: `write ${show(first.key.toLowerCase())}`,
        range: field?.range,
      },
    ];
  },
);
