import { escapeControls, show } from '../errors';
import { type RunningServer, startHttpServer, toStandardError } from './http-server';

/** What a client reads, in the reason phrase of the answer: Go shows nothing else of a proxy that refuses. */
const REASON = 'in the sandbox, Terraform can reach only this machine';

/**
 * Starts a proxy that lets nothing through. Terraform gets it in the sandbox, so a request that would leave this machine
 * ends here, before it carries anything to anyone; each host is reported once.
 */
export async function startClosedProxy(
  warn: (text: string) => void = toStandardError,
): Promise<RunningServer> {
  const told = new Set<string>();
  const refuse = (target: string): void => {
    const host = target.replace(/^https?:\/\/([^/?#]*).*$/is, '$1');
    if (!told.has(host)) warn(`${REASON}; it asked for ${show(host)}`);
    told.add(host);
  };
  return startHttpServer(
    async (request, response) => {
      refuse(request.url ?? '');
      response.writeHead(403, REASON, { connection: 'close', 'content-type': 'text/plain' });
      response.end(`${REASON}, and not ${escapeControls(request.url ?? '')}\n`);
      return Promise.resolve();
    },
    {
      name: 'the closed proxy',
      connect: (request, socket) => {
        refuse(request.url ?? '');
        socket.end(`HTTP/1.1 403 ${REASON}\r\nconnection: close\r\ncontent-length: 0\r\n\r\n`);
      },
    },
  );
}
