import { isIP } from 'node:net';
import { domainToASCII } from 'node:url';
import { DEFAULT_PORTS, PROXIED_PORTS } from '../../cloudflare';
import { InputError, nearest, requireString, show } from '../../errors';

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * A host that requests name. A string in `host` is a host of the zone; {@link Host.customHostname} is one outside of it.
 *
 * Cloudflare compares the `Host` header as the client sends it, so a port other than 80 and 443 is part of the name:
 * `panel.example.com:2083`.
 *
 * @example
 * const request: RequestMatch = {
 *   host: ['shop.example.com', Host.customHostname('shop.customer.example')],
 *   method: 'POST',
 *   path: '/import',
 * };
 */
export class Host {
  /**
   * A host outside of the zone that its requests still reach: a custom hostname of Cloudflare for SaaS.
   *
   * @throws InputError `host/...`
   * @see https://developers.cloudflare.com/cloudflare-for-platforms/cloudflare-for-saas/
   * @example
   * Host.customHostname('shop.customer.example');
   */
  static customHostname(name: string): Host {
    return new Host(name, true);
  }

  /** @internal The host of a `RequestMatch`: a string is a host of the zone. */
  static from(host: unknown): Host {
    // Two copies of the package may be installed: `instanceof` would not know the other's hosts.
    if (typeof host === 'object' && host !== null && 'isOutsideZone' in host) return host as Host;
    return new Host(host as string, false);
  }

  private constructor(
    /** The name, with the port if clients send one. */
    readonly name: string,
    /** Whether it may be in another zone. */
    readonly isOutsideZone: boolean,
  ) {
    requireString('host', name);
    const [, bare = name, port] = /^(.*?)(?::(\d+))?$/s.exec(name) ?? [];
    if (!isHostname(bare)) refuseName('host', name, 'port');
    if (port !== undefined) requireProxiedPort(name, bare, port);
  }

  /** @internal The port that the `Host` header carries. */
  get port(): number | undefined {
    const [, port] = /:(\d+)$/.exec(this.name) ?? [];
    return port === undefined ? undefined : Number(port);
  }
}

function requireProxiedPort(name: string, bare: string, port: string): void {
  if (DEFAULT_PORTS.some((one) => String(one) === port)) {
    throw new InputError('host/default-port', {
      message: `\`host\` names a port that clients leave out of the \`Host\` header, got: ${show(name)}`,
      help: `write \`${bare}\``,
    });
  }
  const proxied: readonly number[] = [...PROXIED_PORTS.https, ...PROXIED_PORTS.http];
  if (proxied.some((one) => String(one) === port)) return;
  throw new InputError('host/port', {
    message: `\`host\` names a port that Cloudflare does not proxy, got: ${show(name)}`,
    help: `name one of ${proxied.filter((one) => !DEFAULT_PORTS.includes(one)).join(', ')}, or no port for 80 and 443`,
  });
}

/**
 * Requests for these hosts can arrive by this scheme.
 *
 * @throws InputError `host/port-scheme` for a port of plain HTTP where connections must be encrypted
 */
export function requireReachable(hosts: readonly Host[], isEncrypted: boolean): void {
  if (!isEncrypted) return;
  const plain: readonly number[] = PROXIED_PORTS.http;
  const wrong = hosts.find(({ port }) => port !== undefined && plain.includes(port));
  if (wrong === undefined) return;
  throw new InputError('host/port-scheme', {
    message: `\`host\` names a port on which Cloudflare takes plain HTTP only, got: ${show(wrong.name)}`,
    help: `write scheme: 'any', or a port of HTTPS: ${PROXIED_PORTS.https.join(', ')}`,
  });
}

/**
 * Checks the name of a zone: a bare, lower-case domain name.
 *
 * @param prop The prop that holds it, for the message.
 * @throws InputError `host/...`; the help suggests the bare name.
 */
export function requireHostname(prop: string, name: string): void {
  requireString(prop, name);
  if (!isHostname(name)) refuseName(prop, name, 'no port');
}

function refuseName(prop: string, name: string, form: 'port' | 'no port'): never {
  throw new InputError('host/syntax', {
    message: `${show(prop)} must be one bare lower-case domain name, got: ${show(name)}`,
    help: adviceFor(name, form),
  });
}

/** Whether a host, with or without a port, is one of the zone's. */
export function isInZone(host: string, zoneName: string): boolean {
  const name = host.toLowerCase().replace(/:\d+$/, '');
  return name === zoneName || name.endsWith(`.${zoneName}`);
}

/** The host of the zone that a typo in the zone's name stands for. */
function meantInZone(host: string, zoneName: string): string | undefined {
  const labels = host.split('.');
  const before = labels.slice(0, -zoneName.split('.').length);
  const [, name = '', port = ''] = /^(.*?)(:\d+)?$/.exec(labels.slice(before.length).join('.')) ?? [];
  // Another top-level domain is another site, not a typo.
  const isLike = name.split('.').at(-1) === zoneName.split('.').at(-1);
  return isLike && nearest(name, [zoneName]) !== undefined
    ? `${[...before, zoneName].join('.')}${port}`
    : undefined;
}

/** @throws InputError `host/zone` if a host of the zone is not in it. */
export function requireHostInZone(host: Host, zoneName: string): void {
  if (host.isOutsideZone || isInZone(host.name, zoneName)) return;
  const meant = meantInZone(host.name, zoneName);
  throw new InputError('host/zone', {
    message: `\`host\` must be in the zone ${show(zoneName)}, got: ${show(host.name)}`,
    help: `${meant === undefined ? 'correct the host, or' : `did you mean \`${meant}\`? If not,`} declare the exception in the ZoneWaf of its own zone; a custom hostname of Cloudflare for SaaS is Host.customHostname('${host.name}'), or name the zone by Zone.fromId without its domain`,
  });
}

function isHostname(name: string): boolean {
  const labels = name.split('.');
  // The last label of a domain name is never all digits: that is an address.
  const isAddress = /^\d+$/.test(labels.at(-1) ?? '');
  return name.length <= 253 && labels.length >= 2 && !isAddress && labels.every((label) => LABEL.test(label));
}

function adviceFor(name: string, form: 'port' | 'no port'): string {
  if (name.includes('*')) return 'name each host: wildcards are not supported';
  const [, bare = ''] = /^(?:[a-z]+:\/\/)?([^/?#]*)/i.exec(name.trim()) ?? [];
  const [, host = '', port = ''] = /^(.*?)\.?(:\d+)?$/s.exec(bare.toLowerCase()) ?? [];
  const isPortKept = form === 'port' && !DEFAULT_PORTS.some((one) => port === `:${one}`);
  const meant = `${domainToASCII(host)}${isPortKept ? port : ''}`;
  // Of a number `domainToASCII` makes an address. A suggestion is what this check takes.
  if (meant !== name && isSayable(meant)) return `did you mean \`${meant}\`?`;
  if (isIP(bare.replace(/^\[|\]$/g, '')) !== 0)
    return 'write the domain name that clients use, such as `app.example.com`';
  if (LABEL.test(host)) return `write the whole name, such as \`${host}.example.com\``;
  return `write it without scheme${form === 'port' ? '' : ', port'} and path, such as \`app.example.com\``;
}

function isSayable(name: string): boolean {
  try {
    return Host.from(name).name === name;
  } catch {
    return false;
  }
}
