import { show } from '../../errors';
// By file: the exceptions are not all needed by `waf lint`.
import { isInZone } from '../../exceptions/request/host';
import { conditionLint } from '../rule';
import { textOf } from '../questions/texts';

export const hostNotInZone = conditionLint(
  'host-not-in-zone',
  'warning',
  'a host of another zone',
  ({ field, operator }) => field === 'http.host' && (operator === 'eq' || operator === 'in'),
  ({ texts }, { list: { zoneName } }) =>
    zoneName === undefined
      ? []
      : texts
          .filter((literal) => textOf(literal) !== '' && !isInZone(textOf(literal), zoneName))
          .map((literal) => ({
            message: `${show(textOf(literal))} is not in the zone ${show(zoneName)}`,
            help: 'correct the host, or move the rule to the zone of the host',
            range: literal.range,
          })),
);
