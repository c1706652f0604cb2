import { providerSchema } from '../../provider-schema';
import type { ApiClient } from './api/api-client';
import { emptyObject } from './values/conform';
import { dataSources } from './data-sources';
import {
  DiagnosticError,
  diagnosticMessage,
  errorDiagnostic,
  pathMessage,
  type Diagnostic,
} from './grpc/diagnostics';
import { fromDynamicValue, fromJson, toDynamicValue } from './values/dynamic-value';
import { NOT_FOUND } from './failure';
import { planChange } from './plan';
import type {
  ApplyRequest,
  ConfigRequest,
  ImportRequest,
  PlanRequestMessage,
  ReadRequest,
  TypeRequest,
  UpgradeRequest,
} from './grpc/protocol';
import { resources, type Resource } from './resources';
import { schemaMessage } from './grpc/schema-message';
import { providerChecks } from './validation/provider-checks';
import { runChecks } from './validation/check';
import type { ValueObject } from './values/value';

const SERVER_CAPABILITIES = {
  plan_destroy: true,
  get_provider_schema_optional: true,
  move_resource_state: true,
};

/** Answers the calls of Terraform's provider protocol, one method per call. Nothing is kept from call to call. */
export class Provider {
  constructor(private readonly api: ApiClient) {}

  metadata(): object {
    const names = (types: ReadonlyMap<string, unknown>) =>
      [...types.keys()].map((type_name) => ({ type_name }));
    return {
      server_capabilities: SERVER_CAPABILITIES,
      resources: names(resources),
      data_sources: names(dataSources),
    };
  }

  schema(): object {
    const messages = (schemas: typeof providerSchema.resources) =>
      Object.fromEntries(Object.entries(schemas).map(([type, schema]) => [type, schemaMessage(schema)]));
    return {
      provider: schemaMessage(providerSchema.provider),
      resource_schemas: messages(providerSchema.resources),
      data_source_schemas: messages(providerSchema.dataSources),
      server_capabilities: SERVER_CAPABILITIES,
    };
  }

  validateProvider(request: Pick<ConfigRequest, 'config'>): object {
    const { attributes } = providerSchema.provider;
    const config = fromDynamicValue(attributes, request.config) ?? emptyObject(attributes);
    return { diagnostics: runChecks(attributes, providerChecks, config).map(diagnosticMessage) };
  }

  validateResource(request: ConfigRequest): object {
    const { attributes, checks } = resourceOf(request);
    const config = fromDynamicValue(attributes, request.config) ?? emptyObject(attributes);
    return { diagnostics: runChecks(attributes, checks, config).map(diagnosticMessage) };
  }

  validateDataSource(request: ConfigRequest): object {
    const { attributes, checks } = dataSourceOf(request);
    const config = fromDynamicValue(attributes, request.config) ?? emptyObject(attributes);
    return { diagnostics: runChecks(attributes, checks, config).map(diagnosticMessage) };
  }

  upgrade(request: UpgradeRequest): object {
    const { attributes } = resourceOf(request);
    const state = fromJson(attributes, request.raw_state?.json);
    return { upgraded_state: toDynamicValue(attributes, state) };
  }

  async read(request: ReadRequest): Promise<object> {
    const resource = resourceOf(request);
    const state = fromDynamicValue(resource.attributes, request.current_state);
    const { result, diagnostics } = await outcome(state, () =>
      state === null ? Promise.resolve(null) : resource.read(this.api, state),
    );
    const gone = state !== null && result === null ? [NOT_FOUND] : [];
    return {
      new_state: toDynamicValue(resource.attributes, result),
      private: request.private,
      diagnostics: [...diagnostics, ...gone].map(diagnosticMessage),
    };
  }

  plan(request: PlanRequestMessage): object {
    const resource = resourceOf(request);
    const { attributes, planRules } = resource;
    const prior = fromDynamicValue(attributes, request.prior_state);
    const proposed = fromDynamicValue(attributes, request.proposed_new_state);
    const answer = (planned: ValueObject | null, requiresReplace: readonly object[]) => ({
      planned_state: toDynamicValue(attributes, planned),
      requires_replace: requiresReplace,
      planned_private: request.prior_private,
    });
    if (proposed === null) return answer(null, []);
    const config = fromDynamicValue(attributes, request.config) ?? emptyObject(attributes);
    const { planned, requiresReplace } = planChange({
      attributes,
      rules: planRules,
      prior,
      proposed,
      config,
    });
    const modified = prior === null ? planned : (resource.modifyPlan?.(planned, prior) ?? planned);
    return answer(modified, requiresReplace.map(pathMessage));
  }

  async apply(request: ApplyRequest): Promise<object> {
    const resource = resourceOf(request);
    const prior = fromDynamicValue(resource.attributes, request.prior_state);
    const planned = fromDynamicValue(resource.attributes, request.planned_state);
    const { result, diagnostics } = await outcome(prior, () => this.change(resource, prior, planned));
    return {
      new_state: toDynamicValue(resource.attributes, result),
      private: request.planned_private,
      diagnostics: diagnostics.map(diagnosticMessage),
    };
  }

  async import(request: ImportRequest): Promise<object> {
    const resource = resourceOf(request);
    const { result, diagnostics } = await outcome(null, () => resource.import(this.api, request.id));
    const imported = { type_name: request.type_name, state: toDynamicValue(resource.attributes, result) };
    return {
      imported_resources: result === null ? [] : [imported],
      diagnostics: diagnostics.map(diagnosticMessage),
    };
  }

  async readData(request: ConfigRequest): Promise<object> {
    const dataSource = dataSourceOf(request);
    const config =
      fromDynamicValue(dataSource.attributes, request.config) ?? emptyObject(dataSource.attributes);
    const { result, diagnostics } = await outcome(null, () => dataSource.read(this.api, config));
    return {
      state: toDynamicValue(dataSource.attributes, result),
      diagnostics: diagnostics.map(diagnosticMessage),
    };
  }

  move(request: { readonly source_type_name: string; readonly target_type_name: string }): object {
    const detail = `The target resource implementation does not support moving from "${request.source_type_name}" to "${request.target_type_name}".`;
    return {
      diagnostics: [diagnosticMessage(errorDiagnostic('Unable to Move Resource State', detail))],
    };
  }

  private async change(
    resource: Resource,
    prior: ValueObject | null,
    planned: ValueObject | null,
  ): Promise<ValueObject | null> {
    if (planned !== null) {
      return prior === null ? resource.create(this.api, planned) : resource.update(this.api, planned, prior);
    }
    if (prior !== null) await resource.delete(this.api, prior);
    return null;
  }
}

/** The result of an operation; if it fails, what was before and the reason. */
async function outcome<T>(
  before: T | null,
  operation: () => Promise<T | null>,
): Promise<{ readonly result: T | null; readonly diagnostics: readonly Diagnostic[] }> {
  try {
    return { result: await operation(), diagnostics: [] };
  } catch (error) {
    if (!(error instanceof DiagnosticError)) throw error;
    return { result: before, diagnostics: error.diagnostics };
  }
}

function resourceOf({ type_name: type }: TypeRequest): Resource {
  const resource = resources.get(type);
  if (resource === undefined) throw new Error(`unsupported resource type "${type}"`);
  return resource;
}

function dataSourceOf({ type_name: type }: TypeRequest) {
  const dataSource = dataSources.get(type);
  if (dataSource === undefined) throw new Error(`unsupported data source type "${type}"`);
  return dataSource;
}
