import { once } from 'node:events';
import {
  type ClientHttp2Session,
  connect,
  type IncomingHttpHeaders,
  type IncomingHttpStatusHeader,
} from 'node:http2';
import { Code, ConnectError, createClient, type ServiceImpl } from '@connectrpc/connect';
import { createGrpcTransport } from '@connectrpc/connect-node';
import { type RunningServer, serve } from '../../../../lib/sandbox/terraform-provider/grpc/server';
import { Provider } from '../../../../lib/sandbox/terraform-provider/grpc/tfplugin6_pb';

/** A provider that answers these calls, and no other. */
function providerWith(calls: Partial<ServiceImpl<typeof Provider>>): ServiceImpl<typeof Provider> {
  return calls as ServiceImpl<typeof Provider>;
}

const servers: RunningServer[] = [];
const sessions: ClientHttp2Session[] = [];

/** A server with two ways to ask it: by Connect's client, and by HTTP/2 as it is. */
async function start(calls: Partial<ServiceImpl<typeof Provider>>) {
  const server = await serve(providerWith(calls));
  servers.push(server);
  const baseUrl = `http://127.0.0.1:${server.port}`;
  const session = connect(baseUrl);
  sessions.push(session);
  return { server, session, client: createClient(Provider, createGrpcTransport({ baseUrl })) };
}

afterEach(async () => {
  for (const session of sessions.splice(0)) session.destroy();
  await Promise.all(servers.splice(0).map((server) => server.close()));
});

function deferred() {
  let resolve = (): void => undefined;
  const promise = new Promise<void>((done) => {
    resolve = done;
  });
  return { promise, resolve };
}

const POST = { ':method': 'POST', 'content-type': 'application/grpc', te: 'trailers' };
const READ = { ...POST, ':path': '/tfplugin6.Provider/ReadResource' };

/** A message as gRPC frames it: a flag and the length come first. */
function frame(length: number, message = Buffer.alloc(0)): Buffer {
  const head = Buffer.alloc(5);
  head.writeUInt32BE(length, 1);
  return Buffer.concat([head, message]);
}

/** Sends a request of HTTP/2 as it is; the answer's headers and trailers. */
async function send(
  session: ClientHttp2Session,
  headers: Readonly<Record<string, string>>,
  body = frame(0),
): Promise<IncomingHttpHeaders & IncomingHttpStatusHeader> {
  const stream = session.request(headers);
  const answer = {};
  for (const event of ['response', 'trailers'])
    stream.on(event, (more: object) => Object.assign(answer, more));
  stream.end(body);
  stream.resume();
  await once(stream, 'close');
  return answer;
}

test('a call fails with the reason', async () => {
  const { client } = await start({
    readResource: () => Promise.reject(new TypeError('no such type: "ü"')),
    stopProvider: () => {
      throw new ConnectError('later', Code.Unavailable);
    },
  });
  await expect(client.readResource({})).rejects.toMatchObject({
    code: Code.Internal,
    rawMessage: 'no such type: "ü"',
  });
  await expect(client.stopProvider({})).rejects.toMatchObject({
    code: Code.Unavailable,
    rawMessage: 'later',
  });
});

test('messages may be larger than the 4 MiB of other servers', async () => {
  const state = Buffer.alloc(5 * 1024 * 1024, 'a');
  const { client } = await start({
    readResource: ({ currentState, private: kept }) => ({
      newState: { msgpack: currentState?.msgpack ?? new Uint8Array() },
      private: kept,
    }),
  });
  const answer = await client.readResource({ currentState: { msgpack: state } });
  expect(state.equals(answer.newState?.msgpack ?? new Uint8Array())).toBe(true);
});

test('no memory is set aside for a message of more than 256 MiB', async () => {
  const { session } = await start({ readResource: () => ({}) });
  expect(await send(session, READ, frame(256 * 1024 * 1024 + 1))).toMatchObject({
    'grpc-status': String(Code.ResourceExhausted),
  });
});

test('a call is answered, however much waits to be sent', async () => {
  const state = new Uint8Array(4 * 1024 * 1024);
  const { client, session } = await start({
    readResource: () => ({ newState: { msgpack: state } }),
    stopProvider: () => ({}),
  });
  const unread = Array.from({ length: 10 }, () => session.request(READ).end(frame(0)).pause());
  await Promise.all(unread.map((stream) => once(stream, 'response')));
  expect(await send(session, { ...POST, ':path': '/tfplugin6.Provider/StopProvider' })).toMatchObject({
    'grpc-status': '0',
  });
  expect(await client.stopProvider({})).toMatchObject({ $typeName: 'tfplugin6.StopProvider.Response' });
});

test('closes at once, although a client is connected and waits', async () => {
  const asked = deferred();
  const { server, client } = await start({
    readResource: () => {
      asked.resolve();
      return new Promise(() => undefined);
    },
  });
  const answer = client.readResource({});
  const failed = expect(answer).rejects.toBeInstanceOf(ConnectError);
  await asked.promise;
  await server.close();
  await failed;
  servers.length = 0;
});

test('what go-plugin asks for besides is not implemented, and nothing ends the server', async () => {
  const { client, session } = await start({ stopProvider: () => ({}) });
  // A client takes 404 for "unimplemented".
  const [stdio, call] = ['/plugin.GRPCStdio/StreamStdio', '/tfplugin6.Provider/StopProvider'];
  expect(await send(session, { ...POST, ':path': stdio })).toMatchObject({ ':status': 404 });
  expect(await send(session, { ...POST, ':path': call, ':authority': '[' })).toEqual({});
  expect(await send(session, { ...POST, ':path': call, 'content-type': 'a/b' })).toMatchObject({
    ':status': 415,
  });
  expect(await client.stopProvider({})).toMatchObject({ $typeName: 'tfplugin6.StopProvider.Response' });
});

test('a client that leaves in the middle of a call is no failure', async () => {
  const asked = deferred();
  const left = deferred();
  const { client, session } = await start({
    readResource: async () => {
      asked.resolve();
      await left.promise;
      return { newState: { msgpack: new Uint8Array(1024 * 1024) } };
    },
    stopProvider: () => ({}),
  });
  const stream = session.request(READ).end(frame(0));
  await asked.promise;
  session.destroy();
  await once(stream, 'close');
  left.resolve();
  await client.stopProvider({});
});
