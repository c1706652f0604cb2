import { InputError, show } from '../../errors';
import { type Integer, integerOf } from '../evaluate/integers';
import { encodeGiven, requireText } from './context-text';

/** A URL in its parts, as binary strings and as the client would send them. */
export interface RequestTarget {
  readonly scheme: 'http' | 'https' | undefined;
  /** With the port, unless it is that of the scheme; `undefined` where the URL has none. */
  readonly authority: string | undefined;
  readonly port: Integer | undefined;
  readonly path: string;
  /** Without the `?`. */
  readonly query: string;
}

const ABSOLUTE = /^(https?):\/\/([^/?#]*)([^#]*)/i;
const DEFAULT_PORTS = { http: '80', https: '443' } as const;

/**
 * Takes a URL apart and changes nothing: a URL parser would already remove the dot segments that an attacker sends.
 *
 * @throws InputError `context/url`, `context/text`
 */
export function readTarget(url: string): RequestTarget {
  const absolute = ABSOLUTE.exec(requireText('`url`', url));
  if (absolute === null && !url.startsWith('/') && url !== '*') {
    throw new InputError('context/url', {
      message: `\`url\` must be a URL with http or https, or a path, got: ${show(url)}`,
      help: "write 'https://example.com/path', or '/path' and a `host` header",
    });
  }
  // A fragment is never sent; in a bare target a `#` is just a character.
  const target = encodeGiven('`url`', absolute?.[3] ?? url);
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  const scheme = absolute?.[1]?.toLowerCase() as 'http' | 'https' | undefined;
  return {
    scheme,
    ...(scheme === undefined
      ? { authority: undefined, port: undefined }
      : readAuthority(absolute?.[2] ?? '', scheme)),
    path: path === '' ? '/' : path,
    query: mark < 0 ? '' : target.slice(mark + 1),
  };
}

function readAuthority(
  authority: string,
  scheme: keyof typeof DEFAULT_PORTS,
): Pick<RequestTarget, 'authority' | 'port'> {
  // Clients send the host in lower case and without user information.
  const host = authority.slice(authority.lastIndexOf('@') + 1).toLowerCase();
  const port = /:(\d+)$/.exec(host)?.[1];
  const isDefault = port === DEFAULT_PORTS[scheme];
  return {
    authority: encodeGiven('`url`', isDefault ? host.slice(0, -port.length - 1) : host),
    port: integerOf(BigInt(port ?? DEFAULT_PORTS[scheme])),
  };
}
