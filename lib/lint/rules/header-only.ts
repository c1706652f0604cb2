import { LIMIT } from '../limits';
import { exceptionLint } from '../rule';

export const headerOnly = exceptionLint(
  'header-only',
  'error',
  'an exception for whoever sends the right header',
  ({ expression, limits, conditions }) => {
    if (limits !== LIMIT.client) return [];
    const names = [
      ...new Set(conditions.map(({ field }) => field?.name).filter((name) => name !== undefined)),
    ];
    return [
      {
        message: `the exception depends only on what every client can write itself: ${names.map((name) => `\`${name}\``).join(', ')}`,
        help: 'add host, method and path, or the addresses of the callers',
        range: expression.range,
      },
    ];
  },
);
