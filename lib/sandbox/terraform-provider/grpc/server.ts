import {
  createServer,
  type Http2ServerRequest,
  type Http2ServerResponse,
  type ServerHttp2Session,
} from 'node:http2';
import type { AddressInfo } from 'node:net';
import {
  Code,
  ConnectError,
  createServiceImplSpec,
  type Interceptor,
  type ServiceImpl,
} from '@connectrpc/connect';
import { universalRequestFromNodeRequest, universalResponseToNodeResponse } from '@connectrpc/connect-node';
import { createHandlerFactory } from '@connectrpc/connect/protocol-grpc';
import { Provider } from './tfplugin6_pb';

/** The version of Terraform's provider protocol spoken here. */
export const PROTOCOL_VERSION = 6;

/** More than Terraform sends, even for large states. */
const MAX_MESSAGE_BYTES = 256 * 1024 * 1024;

/** A gRPC server that listens on loopback. */
export interface RunningServer {
  readonly port: number;
  /** Ends every connection and the server. */
  close(): Promise<void>;
}

/** Serves the provider on a free port of 127.0.0.1. */
export async function serve(provider: ServiceImpl<typeof Provider>): Promise<RunningServer> {
  const handle = handlerOf(provider);
  // Without the option, Node refuses requests while ten megabytes wait to be sent.
  const server = createServer({ maxSessionMemory: Number.MAX_SAFE_INTEGER }, (request, response) => {
    // A call that fails has an answer that says so. What is left is a client that is gone, or that speaks no gRPC.
    handle(request, response).catch(() => {
      response.stream.destroy();
    });
  });
  const sessions = new Set<ServerHttp2Session>();
  server.on('session', (session) => {
    sessions.add(session);
    session.once('close', () => sessions.delete(session));
  });
  await new Promise<void>((resolve, reject) => {
    server.once('error', reject);
    server.listen(0, '127.0.0.1', resolve);
  });
  return {
    port: (server.address() as AddressInfo).port,
    async close() {
      const closed = new Promise<void>((resolve) => {
        server.close(() => {
          resolve();
        });
      });
      for (const session of sessions) session.destroy();
      await closed;
    },
  };
}

/** Answers requests for the service. Connect's own adapter also brings its other protocols, and prints what clients cause. */
function handlerOf(provider: ServiceImpl<typeof Provider>) {
  const factory = createHandlerFactory({
    // On one machine, compressing takes longer than sending.
    acceptCompression: [],
    interceptors: [withReason],
    readMaxBytes: MAX_MESSAGE_BYTES,
  });
  const { methods } = createServiceImplSpec<typeof Provider>(Provider, provider);
  const handlers = new Map(
    Object.values(methods).map((method) => {
      const handler = factory(method);
      return [handler.requestPath, handler];
    }),
  );
  return async (request: Http2ServerRequest, response: Http2ServerResponse): Promise<void> => {
    const handler = handlers.get(request.url);
    // A client takes this for "unimplemented".
    if (handler === undefined) response.writeHead(404).end();
    else {
      const asked = universalRequestFromNodeRequest(request, response, undefined, undefined);
      await universalResponseToNodeResponse(await handler(asked), response);
    }
  };
}

/** Terraform shows why a call failed. Of an error that is not gRPC's own, the handler would keep the reason to itself. */
const withReason: Interceptor = (next) => async (request) => {
  try {
    return await next(request);
  } catch (error) {
    if (error instanceof ConnectError) throw error;
    throw new ConnectError(error instanceof Error ? error.message : String(error), Code.Internal);
  }
};
