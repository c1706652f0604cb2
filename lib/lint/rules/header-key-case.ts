import { show } from '../../errors';
import { type Found, ruleLint } from '../rule';

const BY_LOWER_CASE_NAME: readonly string[] = ['http.request.headers', 'http.response.headers'];

export const headerKeyCase = ruleLint(
  'header-key-case',
  'a header name with capital letters, which no request has',
  ({ conditions }) =>
    conditions.flatMap(({ field }): Found[] => {
      if (field === undefined || !BY_LOWER_CASE_NAME.includes(field.name)) return [];
      const [first] = field.path;
      if (typeof first !== 'object' || !/[A-Z]/.test(first.key)) return [];
      return [
        {
          message: `the names of headers are lower case here, got: ${show(first.key)}`,
          help: `write ${show(first.key.toLowerCase())}`,
          range: field.range,
        },
      ];
    }),
);
