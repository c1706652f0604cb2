import { ApiClient } from './api/api-client';
import { Provider } from './provider';
import { PROTOCOL_VERSION, serve } from './grpc/server';

/** What the provider talks to, whatever the provider block and the environment say. */
export interface TerraformProviderOptions {
  /** With the path of the API's version: `http://127.0.0.1:8787/client/v4`. */
  readonly apiBaseUrl: string;
  readonly apiToken: string;
}

/** A running provider plug-in. */
export interface TerraformProvider {
  /**
   * Value for the environment variable `TF_REATTACH_PROVIDERS` of Terraform or OpenTofu: both registries' addresses of
   * `cloudflare/cloudflare` lead here.
   */
  readonly reattach: string;
  /** Stops the plug-in. Terraform runs that still use it fail. */
  close(): Promise<void>;
}

/** Addresses that a `source = "cloudflare/cloudflare"` stands for. */
const ADDRESSES = [
  'registry.terraform.io/cloudflare/cloudflare',
  'registry.opentofu.org/cloudflare/cloudflare',
];

/**
 * Starts a Terraform provider that behaves like `cloudflare/cloudflare` 5.14.0 for rulesets, lists and zones, inside this
 * process and on a free loopback port. It sends its requests to `apiBaseUrl` and nowhere else.
 */
export async function startTerraformProvider(options: TerraformProviderOptions): Promise<TerraformProvider> {
  const caller = { terraformVersion: '' };
  const api = new ApiClient(options.apiBaseUrl, options.apiToken, caller);
  const server = await serve(new Provider(api, caller));
  return { reattach: reattachValue(server.port), close: () => server.close() };
}

function reattachValue(port: number): string {
  const attachment = {
    Protocol: 'grpc',
    ProtocolVersion: PROTOCOL_VERSION,
    Pid: process.pid,
    // Terraform leaves an attached provider running when it ends.
    Test: true,
    Addr: { Network: 'tcp', String: `127.0.0.1:${port}` },
  };
  return JSON.stringify(Object.fromEntries(ADDRESSES.map((address) => [address, attachment])));
}
