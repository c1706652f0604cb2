import { LIMIT } from '../limits';
import { exceptionLint } from '../rule';

export const missingPath = exceptionLint(
  'missing-path',
  'error',
  'an exception for every path, for every caller',
  ({ expression, limits }) =>
    expression.kind === 'boolean' || (limits & LIMIT.pathOrCaller) !== 0 || limits === LIMIT.client
      ? []
      : [
          {
            message: 'the exception holds for every path, whoever asks',
            help: 'name the path: `http.request.uri.path eq "/..."`',
            range: expression.range,
          },
        ],
);
