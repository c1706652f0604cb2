import { LIMIT } from '../limits';
import { exceptionLint } from '../rule';

export const missingHost = exceptionLint(
  'missing-host',
  'warning',
  'an exception for every host of the zone',
  ({ expression, limits, list: { kind } }) =>
    expression.kind === 'boolean' || kind === 'root' || (limits & LIMIT.hostOrCaller) !== 0
      ? []
      : [
          {
            message: 'the exception applies to every host name of the zone',
            help: 'name the host: `http.host eq "..."`',
            range: expression.range,
          },
        ],
);
