import {
  Server,
  ServerCredentials,
  status,
  type handleUnaryCall,
  type UntypedServiceImplementation,
} from '@grpc/grpc-js';
import type { Caller } from '../api/api-client';
import type { Provider } from '../provider';
import {
  providerService,
  type ApplyRequest,
  type ConfigRequest,
  type ConfigureRequest,
  type ImportRequest,
  type PlanRequestMessage,
  type ReadRequest,
  type UpgradeRequest,
} from './protocol';

/** Terraform's own limit for a message; gRPC's default of 4 MiB is too small for large states. */
const MAX_MESSAGE_BYTES = 256 * 1024 * 1024;

/** A gRPC server that listens on loopback. */
export interface RunningServer {
  readonly port: number;
  close(): Promise<void>;
}

/** The calling program, which Terraform names when it configures the provider; every later request uses it. */
export interface MutableCaller extends Caller {
  terraformVersion: string;
}

/** Serves the provider on a free port of 127.0.0.1. */
export async function serve(provider: Provider, caller: MutableCaller): Promise<RunningServer> {
  const server = new Server({
    'grpc.max_receive_message_length': MAX_MESSAGE_BYTES,
    'grpc.max_send_message_length': MAX_MESSAGE_BYTES,
  });
  server.addService(providerService(), implementation(provider, caller));
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync('127.0.0.1:0', ServerCredentials.createInsecure(), (error, boundPort) => {
      if (error) reject(error);
      else resolve(boundPort);
    });
  });
  return {
    port,
    close() {
      server.forceShutdown();
      return Promise.resolve();
    },
  };
}

function implementation(provider: Provider, caller: MutableCaller): UntypedServiceImplementation {
  return {
    GetMetadata: unary(() => provider.metadata()),
    GetProviderSchema: unary(() => provider.schema()),
    ValidateProviderConfig: unary((request: ConfigRequest) => provider.validateProvider(request)),
    ValidateResourceConfig: unary((request: ConfigRequest) => provider.validateResource(request)),
    ValidateDataResourceConfig: unary((request: ConfigRequest) => provider.validateDataSource(request)),
    UpgradeResourceState: unary((request: UpgradeRequest) => provider.upgrade(request)),
    ConfigureProvider: unary((request: ConfigureRequest) => {
      caller.terraformVersion = request.terraform_version;
      return {};
    }),
    ReadResource: unary((request: ReadRequest) => provider.read(request)),
    PlanResourceChange: unary((request: PlanRequestMessage) => provider.plan(request)),
    ApplyResourceChange: unary((request: ApplyRequest) => provider.apply(request)),
    ImportResourceState: unary((request: ImportRequest) => provider.import(request)),
    MoveResourceState: unary((request: Parameters<Provider['move']>[0]) => provider.move(request)),
    ReadDataSource: unary((request: ConfigRequest) => provider.readData(request)),
    GetFunctions: unary(() => ({})),
    StopProvider: unary(() => ({})),
  };
}

function unary<Request>(
  answer: (request: Request) => object | Promise<object>,
): handleUnaryCall<Request, object> {
  return (call, callback) => {
    Promise.resolve()
      .then(() => answer(call.request))
      .then(
        (response) => {
          callback(null, response);
        },
        (error: unknown) => {
          callback({
            code: status.INTERNAL,
            details: error instanceof Error ? error.message : String(error),
          });
        },
      );
  };
}
