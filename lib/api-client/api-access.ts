import { InputError, show } from '../errors';
import type { ApiAccess } from './http-request';

const DEFAULT_BASE_URL = 'https://api.cloudflare.com/client/v4';
const LOOPBACK: readonly string[] = ['127.0.0.1', 'localhost', '[::1]'];

/**
 * Token and address of the API, from the variables that the Cloudflare provider reads too: `CLOUDFLARE_API_TOKEN` and
 * `CLOUDFLARE_BASE_URL`.
 *
 * @throws InputError `cloudflare/token`, `cloudflare/base-url`
 */
export function apiAccess(environment: Readonly<Record<string, string | undefined>>): ApiAccess {
  const token = environment['CLOUDFLARE_API_TOKEN'] ?? '';
  if (token === '') {
    throw new InputError('cloudflare/token', {
      message: 'CLOUDFLARE_API_TOKEN is not set',
      help: 'set it to an API token with the permissions Zone WAF Read and Zone Read, and Analytics Read for Security Events',
    });
  }
  // An invalid header value would end up in an error text of fetch.
  if (!/^[\x21-\x7e]+$/.test(token)) {
    throw new InputError('cloudflare/token', {
      message: 'CLOUDFLARE_API_TOKEN holds white space or characters that no token has',
      help: 'set it to the token alone, without quotes or a line break',
    });
  }
  return { token, baseUrl: baseUrl(environment['CLOUDFLARE_BASE_URL']) };
}

function baseUrl(given: string | undefined): string {
  if (given === undefined || given === '') return DEFAULT_BASE_URL;
  const url = URL.canParse(given) ? new URL(given) : undefined;
  const isSafe = url?.protocol === 'https:' || (url?.protocol === 'http:' && LOOPBACK.includes(url.hostname));
  if (url === undefined || !isSafe || url.username !== '' || url.search !== '' || url.hash !== '') {
    throw new InputError('cloudflare/base-url', {
      // It may hold a password, so only its protocol and host are repeated.
      message: `CLOUDFLARE_BASE_URL must be an https address, or http on this machine, ${url === undefined ? 'and its value is not a URL' : `got: ${show(`${url.protocol}//${url.host}`)}`}`,
      help: `remove it to use ${DEFAULT_BASE_URL}`,
    });
  }
  return given.replace(/\/+$/, '');
}
