import { addressesText, comparesClient, namedAddresses } from '../questions/address-conditions';
import { reservedFor } from '../../rules-language/addresses/reserved';
import { conditionLint } from '../rule';

export const reservedAddress = conditionLint(
  'reserved-address',
  'warning',
  'an address that no client on the internet has',
  comparesClient,
  (condition) =>
    namedAddresses(condition).flatMap((named) => {
      const what = reservedFor(named);
      if (what === undefined) return [];
      return [
        {
          message: `no public client has the address \`${addressesText(named)}\` (${what})`,
          help: 'name the public address that Cloudflare sees, often that of a NAT gateway',
          range: named.range,
        },
      ];
    }),
);
