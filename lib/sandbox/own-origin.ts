import { InputError, show } from '../errors';

const LOOPBACK = /^(?:localhost|127(?:\.\d+){3}|\[::1\])$/;

/**
 * Checks the URL of a server that replaces the sandbox's own origin.
 *
 * @throws InputError `sandbox/origin`
 */
export function ownOrigin(text: string): string {
  const url = URL.canParse(text) ? new URL(text) : undefined;
  const refused = (problem: string) =>
    new InputError('sandbox/origin', {
      message: `--origin ${problem}, got: ${show(text)}`,
      help: 'name a server on this machine, such as http://127.0.0.1:8080',
    });
  if (url?.protocol !== 'http:') throw refused('must be an http URL');
  // Every program of this machine may send requests to the edge: it leads none of them to another machine.
  if (!LOOPBACK.test(url.hostname)) throw refused('must be on this machine');
  if (url.pathname !== '/' || url.search !== '' || url.hash !== '' || url.username !== '') {
    throw refused('must be only a host and a port, because the edge adds the path of each request');
  }
  return url.origin;
}
