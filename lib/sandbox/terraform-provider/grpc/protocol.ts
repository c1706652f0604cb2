import path from 'node:path';
import type { ServiceDefinition } from '@grpc/grpc-js';
import { loadSync } from '@grpc/proto-loader';
import type { DynamicValue } from '../values/dynamic-value';

/** Requests of the protocol, as far as this provider reads them. */
export interface TypeRequest {
  readonly type_name: string;
}

export interface ConfigRequest extends TypeRequest {
  readonly config: DynamicValue | null;
}

export interface ConfigureRequest {
  readonly terraform_version: string;
}

export interface UpgradeRequest extends TypeRequest {
  readonly raw_state: { readonly json: Uint8Array } | null;
}

export interface ReadRequest extends TypeRequest {
  readonly current_state: DynamicValue | null;
  readonly private: Uint8Array;
}

export interface PlanRequestMessage extends ConfigRequest {
  readonly prior_state: DynamicValue | null;
  readonly proposed_new_state: DynamicValue | null;
  readonly prior_private: Uint8Array;
}

export interface ApplyRequest extends ConfigRequest {
  readonly prior_state: DynamicValue | null;
  readonly planned_state: DynamicValue | null;
  readonly planned_private: Uint8Array;
}

export interface ImportRequest extends TypeRequest {
  readonly id: string;
}

/** The version of Terraform's provider protocol spoken here. */
export const PROTOCOL_VERSION = 6;

/** The provider service, as Terraform calls it. */
export function providerService(): ServiceDefinition {
  const file = path.join(__dirname, 'tfplugin6.proto');
  const definition = loadSync(file, { keepCase: true, longs: Number, enums: String, defaults: true });
  return definition['tfplugin6.Provider'] as ServiceDefinition;
}
