import type { Attributes } from '../../../provider-schema';
import type { ApiClient } from '../api/api-client';
import type { PlanRules } from '../plan';
import type { Checks } from '../validation/check';
import type { ValueObject } from '../values/value';

/** A kind of resource: what the provider does for `resource "<type>"`. Errors are thrown as `DiagnosticError`. */
export interface Resource {
  readonly attributes: Attributes;
  readonly planRules: PlanRules;
  readonly checks: Checks;
  /** Changes a plan further, after the rules that hold for all resources. `prior` is the state before. */
  modifyPlan?(planned: ValueObject, prior: ValueObject): ValueObject;
  /** Makes the planned object and returns its state. */
  create(api: ApiClient, planned: ValueObject): Promise<ValueObject>;
  /** Reads the object; `null` if it is gone. */
  read(api: ApiClient, state: ValueObject): Promise<ValueObject | null>;
  /** Changes the object from the state before to the planned one and returns its state. */
  update(api: ApiClient, planned: ValueObject, prior: ValueObject): Promise<ValueObject>;
  delete(api: ApiClient, state: ValueObject): Promise<void>;
  /** The first state of an object that is imported by its id. */
  import(api: ApiClient, id: string): Promise<ValueObject>;
}
