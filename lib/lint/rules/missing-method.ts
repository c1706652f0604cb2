import { LIMIT } from '../limits';
import { exceptionLint } from '../rule';

export const missingMethod = exceptionLint(
  'missing-method',
  'warning',
  'an exception for every method',
  ({ expression, limits }) =>
    expression.kind === 'boolean' || (limits & LIMIT.methodOrCaller) !== 0
      ? []
      : [
          {
            message: 'the exception applies to every method',
            help: 'name the method: `http.request.method eq "POST"`',
            range: expression.range,
          },
        ],
);
