import { LIMIT } from '../limits';
import { callersOf, countText } from '../questions/callers';
import { exceptionLint } from '../rule';

export const missingPath = exceptionLint(
  'missing-path',
  'error',
  'an exception for every path, for every caller',
  ({ expression, limits, list }) => {
    const isLimited = (limits & LIMIT.pathOrCaller) !== 0 || limits === LIMIT.client;
    if (expression.kind === 'boolean' || isLimited) return [];
    const callers = countText(callersOf(expression, list.lists));
    return [
      {
        message: `the exception applies to every path, ${callers === undefined ? 'whoever asks' : `for ${callers}`}`,
        help: `name the path: \`http.request.uri.path eq "/..."\`${callers === undefined ? '' : ', or fewer callers'}`,
        range: expression.range,
      },
    ];
  },
);
