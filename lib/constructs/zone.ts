import { ID_PATTERN } from '../cloudflare';
import type { ZoneReference } from '../coexistence';
import { InputError, refuseToken, requireString, show } from '../errors';
import { requireHostname } from '../exceptions';

/**
 * Options of {@link Zone.fromId}.
 *
 * @example
 * const options: ZoneFromIdOptions = { name: 'example.com' };
 * Zone.fromId('0123456789abcdef0123456789abcdef', options).domainName; // 'example.com'
 */
export interface ZoneFromIdOptions {
  /**
   * The zone's domain name, so that the hosts of exceptions can be checked against it.
   *
   * @default - hosts are not checked against the zone
   */
  readonly name?: string;
}

/**
 * Options of {@link Zone.fromName}.
 *
 * @example
 * const options: ZoneFromNameOptions = { accountId: 'fedcba9876543210fedcba9876543210' };
 * Zone.fromName('example.com', options).domainName; // 'example.com'
 */
export interface ZoneFromNameOptions {
  /**
   * The account that the zone belongs to. Needed if the API token can see two zones with this name.
   *
   * @default - the zone may be in any account that the token can see
   */
  readonly accountId?: string;
}

/** For the id of a resource, of another stack or of a variable: the plan finds it by the name. */
export const NAME_OF_TOKEN =
  "write Zone.fromName('example.com'): the plan looks its id up, also where another stack has made the zone";

/**
 * The zone that a stack works on. Terraform addresses follow from it, so it must be known at synth. To change from an
 * id to a name later, let go of the zone and adopt it again (`docs/letting-go.md`).
 *
 * @example
 * const zone = Zone.fromName('example.com');
 * new ZoneWaf(this, 'waf', { zone, namespace: 'dashboard' });
 */
export class Zone {
  /**
   * The zone with this id: 32 lower-case hex characters, shown on the right of the zone's overview page. If an
   * exception is a custom rule, the plan reads the zone's quota of custom rules, which requires the permission Zone
   * Read.
   *
   * @throws InputError `zone/id`, or `host/syntax` if the name is not a domain name
   * @example
   * Zone.fromId('0123456789abcdef0123456789abcdef', { name: 'example.com' });
   */
  static fromId(zoneId: string, options: ZoneFromIdOptions = {}): Zone {
    refuseToken('zone id', zoneId, NAME_OF_TOKEN);
    requireId('zone id', zoneId);
    if (options.name !== undefined) requireHostname('name', options.name);
    return new Zone({ id: zoneId }, options.name);
  }

  /**
   * The zone with this domain name. The plan looks it up, which requires the permission Zone Read, and fails unless
   * exactly one zone has the name.
   *
   * @throws InputError `host/syntax` if it is not a domain name.
   * @example
   * Zone.fromName('example.com');
   */
  static fromName(name: string, options: ZoneFromNameOptions = {}): Zone {
    if (ID_PATTERN.test(name)) {
      throw new InputError('host/syntax', {
        message: `\`zone\` must be one bare lower-case domain name, got: ${show(name)}`,
        help: `for the zone with this id, write Zone.fromId('${name}')`,
      });
    }
    requireHostname('zone', name);
    if (options.accountId !== undefined) requireId('accountId', options.accountId);
    return new Zone({ name, accountId: options.accountId }, name);
  }

  /** @internal True for a zone of any installed copy of this package. */
  static isZone(value: unknown): value is Zone {
    return typeof value === 'object' && value !== null && 'reference' in value;
  }

  private constructor(
    /** @internal */
    readonly reference: ZoneReference,
    /** The domain name, if it is known at synth. */
    readonly domainName: string | undefined,
  ) {}
}

/**
 * @param prop What the id is of, for the message.
 * @param help Where the id stands.
 * @throws InputError `id/syntax`
 */
export function requireId(
  prop: string,
  id: string,
  help = 'copy the id from the overview page of the zone in the dashboard',
): void {
  if (ID_PATTERN.test(requireString(prop, id))) return;
  throw new InputError('id/syntax', {
    message: `${show(prop)} must be 32 lower-case hex characters, got: ${show(id)}`,
    help: ID_PATTERN.test(id.trim().toLowerCase()) ? `did you mean \`${id.trim().toLowerCase()}\`?` : help,
  });
}
