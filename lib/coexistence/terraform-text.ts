/** JSON as Terraform reads it. */
export type TerraformJson = string | number | boolean | null | readonly TerraformJson[] | TerraformObject;

/** A JSON object as Terraform reads it. */
export interface TerraformObject {
  readonly [key: string]: TerraformJson;
}

/** An expression where Terraform's JSON syntax expects a value. */
export function expression(text: string): string {
  return `\${${text}}`;
}

/**
 * Text that must arrive at Cloudflare as it is. Terraform reads `${` and `%{` in any JSON string as the start of a
 * template; doubling their first character gives them back literally. Keys of objects are strings, too.
 */
export function escapeTemplates(value: TerraformJson): TerraformJson {
  if (typeof value === 'string') return value.replace(/[$%](?=\{)/g, (character) => character + character);
  if (typeof value !== 'object' || value === null) return value;
  // Array.isArray does not narrow readonly arrays.
  if (isList(value)) return value.map(escapeTemplates);
  return Object.fromEntries(
    Object.entries(value).map(([key, item]) => [escapeTemplates(key) as string, escapeTemplates(item)]),
  );
}

function isList(value: readonly TerraformJson[] | TerraformObject): value is readonly TerraformJson[] {
  return Array.isArray(value);
}
