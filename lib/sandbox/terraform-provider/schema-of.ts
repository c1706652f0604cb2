import type { Schema } from '../../provider-schema';

/** The schema of a resource or data source that this provider covers. */
export function schemaOf(schemas: Readonly<Record<string, Schema>>, typeName: string): Schema {
  const schema = schemas[typeName];
  if (schema === undefined) throw new Error(`the provider's schema table has no "${typeName}": add it there`);
  return schema;
}
