import type { ServiceImpl } from '@connectrpc/connect';
import { providerSchema } from '../../provider-schema';
import type { ApiClient, Caller } from './api/api-client';
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
import { resources, type Resource } from './resources';
import { schemaMessage } from './grpc/schema-message';
import type {
  ApplyResourceChange_Request,
  ConfigureProvider_Request,
  ImportResourceState_Request,
  MoveResourceState_Request,
  PlanResourceChange_Request,
  Provider as ProviderService,
  ReadDataSource_Request,
  ReadResource_Request,
  UpgradeResourceState_Request,
  ValidateDataResourceConfig_Request,
  ValidateProviderConfig_Request,
  ValidateResourceConfig_Request,
} from './grpc/tfplugin6_pb';
import { providerChecks } from './validation/provider-checks';
import { runChecks } from './validation/check';
import type { ValueObject } from './values/value';

const SERVER_CAPABILITIES = {
  planDestroy: true,
  getProviderSchemaOptional: true,
  moveResourceState: true,
};

/** The calling program, which Terraform names when it configures the provider; every later request uses it. */
export interface MutableCaller extends Caller {
  terraformVersion: string;
}

/**
 * Answers the calls of Terraform's provider protocol, one method per call. Nothing but the caller is kept from call to
 * call.
 */
export class Provider implements ServiceImpl<typeof ProviderService> {
  constructor(
    private readonly api: ApiClient,
    private readonly caller: MutableCaller,
  ) {}

  getMetadata() {
    const names = (types: ReadonlyMap<string, unknown>) =>
      [...types.keys()].map((typeName) => ({ typeName }));
    return {
      serverCapabilities: SERVER_CAPABILITIES,
      resources: names(resources),
      dataSources: names(dataSources),
    };
  }

  getProviderSchema() {
    const messages = (schemas: typeof providerSchema.resources) =>
      Object.fromEntries(Object.entries(schemas).map(([type, schema]) => [type, schemaMessage(schema)]));
    return {
      provider: schemaMessage(providerSchema.provider),
      resourceSchemas: messages(providerSchema.resources),
      dataSourceSchemas: messages(providerSchema.dataSources),
      serverCapabilities: SERVER_CAPABILITIES,
    };
  }

  validateProviderConfig(request: ValidateProviderConfig_Request) {
    const { attributes } = providerSchema.provider;
    const config = fromDynamicValue(attributes, request.config) ?? emptyObject(attributes);
    return { diagnostics: runChecks(attributes, providerChecks, config).map(diagnosticMessage) };
  }

  validateResourceConfig(request: ValidateResourceConfig_Request) {
    const { attributes, checks } = resourceOf(request);
    const config = fromDynamicValue(attributes, request.config) ?? emptyObject(attributes);
    return { diagnostics: runChecks(attributes, checks, config).map(diagnosticMessage) };
  }

  validateDataResourceConfig(request: ValidateDataResourceConfig_Request) {
    const { attributes, checks } = dataSourceOf(request);
    const config = fromDynamicValue(attributes, request.config) ?? emptyObject(attributes);
    return { diagnostics: runChecks(attributes, checks, config).map(diagnosticMessage) };
  }

  upgradeResourceState(request: UpgradeResourceState_Request) {
    const { attributes } = resourceOf(request);
    const state = fromJson(attributes, request.rawState?.json);
    return { upgradedState: toDynamicValue(attributes, state) };
  }

  configureProvider(request: ConfigureProvider_Request) {
    this.caller.terraformVersion = request.terraformVersion;
    return {};
  }

  async readResource(request: ReadResource_Request) {
    const resource = resourceOf(request);
    const state = fromDynamicValue(resource.attributes, request.currentState);
    const { result, diagnostics } = await outcome(state, () =>
      state === null ? Promise.resolve(null) : resource.read(this.api, state),
    );
    const gone = state !== null && result === null ? [NOT_FOUND] : [];
    return {
      newState: toDynamicValue(resource.attributes, result),
      private: request.private,
      diagnostics: [...diagnostics, ...gone].map(diagnosticMessage),
    };
  }

  planResourceChange(request: PlanResourceChange_Request) {
    const resource = resourceOf(request);
    const { attributes, planRules } = resource;
    const prior = fromDynamicValue(attributes, request.priorState);
    const proposed = fromDynamicValue(attributes, request.proposedNewState);
    const answer = (planned: ValueObject | null, requiresReplace: ReturnType<typeof pathMessage>[]) => ({
      plannedState: toDynamicValue(attributes, planned),
      requiresReplace,
      plannedPrivate: request.priorPrivate,
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

  async applyResourceChange(request: ApplyResourceChange_Request) {
    const resource = resourceOf(request);
    const prior = fromDynamicValue(resource.attributes, request.priorState);
    const planned = fromDynamicValue(resource.attributes, request.plannedState);
    const { result, diagnostics } = await outcome(prior, () => this.change(resource, prior, planned));
    return {
      newState: toDynamicValue(resource.attributes, result),
      private: request.plannedPrivate,
      diagnostics: diagnostics.map(diagnosticMessage),
    };
  }

  async importResourceState(request: ImportResourceState_Request) {
    const resource = resourceOf(request);
    const { result, diagnostics } = await outcome(null, () => resource.import(this.api, request.id));
    const imported = { typeName: request.typeName, state: toDynamicValue(resource.attributes, result) };
    return {
      importedResources: result === null ? [] : [imported],
      diagnostics: diagnostics.map(diagnosticMessage),
    };
  }

  async readDataSource(request: ReadDataSource_Request) {
    const dataSource = dataSourceOf(request);
    const config =
      fromDynamicValue(dataSource.attributes, request.config) ?? emptyObject(dataSource.attributes);
    const { result, diagnostics } = await outcome(null, () => dataSource.read(this.api, config));
    return {
      state: toDynamicValue(dataSource.attributes, result),
      diagnostics: diagnostics.map(diagnosticMessage),
    };
  }

  moveResourceState(request: MoveResourceState_Request) {
    const detail = `The target resource implementation does not support moving from "${request.sourceTypeName}" to "${request.targetTypeName}".`;
    return {
      diagnostics: [diagnosticMessage(errorDiagnostic('Unable to Move Resource State', detail))],
    };
  }

  getFunctions() {
    return {};
  }

  stopProvider() {
    return {};
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

/** A request about one type of resource or data source. */
interface Typed {
  readonly typeName: string;
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

function resourceOf({ typeName: type }: Typed): Resource {
  const resource = resources.get(type);
  if (resource === undefined) throw new Error(`unsupported resource type "${type}"`);
  return resource;
}

function dataSourceOf({ typeName: type }: Typed) {
  const dataSource = dataSources.get(type);
  if (dataSource === undefined) throw new Error(`unsupported data source type "${type}"`);
  return dataSource;
}
