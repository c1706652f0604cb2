import type { TerraformResource } from '../../rulesets';

/** The lists of an account that Terraform manages. */
export function listsOf(resources: readonly TerraformResource[]): readonly TerraformResource[] {
  return resources.filter(({ type, isData }) => type === 'cloudflare_list' && !isData);
}

/** The single items of lists that Terraform manages. */
export function listItemsOf(resources: readonly TerraformResource[]): readonly TerraformResource[] {
  return resources.filter(({ type, isData }) => type === 'cloudflare_list_item' && !isData);
}
