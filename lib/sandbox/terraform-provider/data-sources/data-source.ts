import type { Attributes } from '../../../provider-schema';
import type { ApiClient } from '../api/api-client';
import type { Checks } from '../validation/check';
import type { ValueObject } from '../values/value';

/** A kind of data source: what the provider does for `data "<type>"`. Errors are thrown as `DiagnosticError`. */
export interface DataSource {
  readonly attributes: Attributes;
  readonly checks: Checks;
  read(api: ApiClient, config: ValueObject): Promise<ValueObject>;
}
