import type { TerraformObject } from './terraform-text';
import { expression } from './terraform-text';
import { zoneIdValue, zoneKey, zoneProvider, type ZoneReference } from './zone-address';

/** Imports with `for_each`. A `removed` block needs OpenTofu 1.10, which cannot be said without asking Terraform for it too. */
export const TERRAFORM = { required_version: '>= 1.7' };

/** What both entry points of a zone share: its id, if it is looked up by name, and the list of its rulesets. */
export function zoneTerraform(zone: ZoneReference): TerraformObject {
  const key = zoneKey(zone);
  const rulesets = { cloudflare_rulesets: { [key]: { ...zoneProvider(zone), zone_id: zoneIdValue(zone) } } };
  if ('id' in zone) return { terraform: TERRAFORM, data: rulesets };
  const { name, accountId } = zone;
  return {
    terraform: TERRAFORM,
    data: {
      ...rulesets,
      cloudflare_zones: {
        [key]: {
          ...zoneProvider(zone),
          name,
          ...(accountId === undefined ? {} : { account: { id: accountId } }),
          lifecycle: { postcondition: [...zoneConditions(name, accountId)] },
        },
      },
    },
    locals: { [`${key}_id`]: expression(`one(data.cloudflare_zones.${key}.result[*].id)`) },
  };
}

function zoneConditions(name: string, accountId: string | undefined): readonly TerraformObject[] {
  const place = accountId === undefined ? '' : ` in the account ${accountId}`;
  return [
    {
      condition: expression('length(self.result) > 0'),
      error_message: `No zone is named ${name}${place}, or the API token may not see it. Check the name, and that the token has the permission Zone Read for this zone.`,
    },
    {
      condition: expression('length(self.result) < 2'),
      error_message: `More than one zone is named ${name}: \${join(", ", [for z in self.result : "\${z.id} in account \${z.account.id}"])}. Name the account too: Zone.fromName('${name}', { accountId: '...' }), or use Zone.fromId('...').`,
    },
  ];
}
