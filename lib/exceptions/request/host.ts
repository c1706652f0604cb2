import { domainToASCII } from 'node:url';
import { InputError, requireString, show } from '../../errors';

const LABEL = /^[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?$/;

/**
 * Checks a host or zone name: a bare, lower-case domain name as the `Host` header carries it.
 *
 * @param prop The prop that holds it, for the message.
 * @throws InputError `host/...`; the help suggests the bare name.
 */
export function requireHostname(prop: string, name: string): void {
  requireString(prop, name);
  if (isHostname(name)) return;
  throw new InputError('host/syntax', {
    message: `${show(prop)} must be one bare lower-case domain name, got: ${show(name)}`,
    help: adviceFor(name),
  });
}

/** @throws InputError `host/zone` if the host is not in the zone. */
export function requireHostInZone(host: string, zoneName: string): void {
  if (host === zoneName || host.endsWith(`.${zoneName}`)) return;
  throw new InputError('host/zone', {
    message: `\`host\` must be in the zone ${show(zoneName)}, got: ${show(host)}`,
    help: 'correct the host, or declare the exception in the ZoneWaf of its own zone',
  });
}

function isHostname(name: string): boolean {
  const labels = name.split('.');
  // The last label of a domain name is never all digits: that is an address.
  const isAddress = /^\d+$/.test(labels.at(-1) ?? '');
  return name.length <= 253 && labels.length >= 2 && !isAddress && labels.every((label) => LABEL.test(label));
}

function adviceFor(name: string): string {
  if (name.includes('*')) return 'name each host in an exception of its own: wildcards are not supported';
  const bare = domainToASCII(
    name
      .trim()
      .replace(/^[a-z]+:\/\//i, '')
      .replace(/[/?#].*$/, '')
      .replace(/:\d+$/, '')
      .replace(/\.$/, '')
      .toLowerCase(),
  );
  // Of a number `domainToASCII` makes an address.
  return bare !== name && isHostname(bare)
    ? `did you mean \`${bare}\`?`
    : 'write it without scheme, port and path, such as `app.example.com`';
}
