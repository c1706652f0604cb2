import { show } from '../../errors';
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
          .filter((literal) => !isInZone(textOf(literal), zoneName))
          .map((literal) => ({
            message: `${show(textOf(literal))} is not in the zone ${show(zoneName)}`,
            help: 'correct the host, or move the rule to the zone of the host',
            range: literal.range,
          })),
);

function isInZone(text: string, zoneName: string): boolean {
  const host = text.toLowerCase().replace(/:\d+$/, '');
  return host === '' || host === zoneName || host.endsWith(`.${zoneName}`);
}
