import type { Schema } from './attribute';
import table from './cloudflare-5.14.0.json';

export {
  isNested,
  type Attribute,
  type Attributes,
  type AttributeType,
  type Nesting,
  type Schema,
} from './attribute';

/** What we know of one version of the Cloudflare Terraform provider: the resources and data sources we use. */
export interface ProviderSchema {
  readonly providerVersion: string;
  readonly provider: Schema;
  readonly resources: Readonly<Record<string, Schema>>;
  readonly dataSources: Readonly<Record<string, Schema>>;
}

// JSON modules widen literals (`"list"` becomes `string`), so the table's shape is stated here and held by a test.
/**
 * The schema of the Cloudflare provider 5.14.0: `resources.cloudflare_ruleset.attributes.rules` and so on, attribute
 * by attribute. A key of a live API rule that has no attribute here is one that Terraform can't carry.
 */
export const providerSchema = table as unknown as ProviderSchema;
