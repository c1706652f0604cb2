import type { TerraformResource } from '../rulesets';

/** An entry point that Terraform manages. */
interface TerraformEntryPoint {
  readonly resource: TerraformResource;
  readonly phase: string;
  /** The id of its zone or account, or the template for it; `undefined` if it is not known yet. */
  readonly scope: string | undefined;
}

/** The resources that are entry points of a zone (`zone`) or an account (`root`). */
export function entryPointsOf(resources: readonly TerraformResource[]): readonly TerraformEntryPoint[] {
  return resources.flatMap((resource) => {
    const { kind, phase } = resource.values;
    const isEntryPoint = typeof kind === 'string' && /^(?:zone|root)$/i.test(kind);
    if (resource.type !== 'cloudflare_ruleset' || resource.isData) return [];
    if (!isEntryPoint || typeof phase !== 'string') return [];
    return [{ resource, phase: phase.toLowerCase(), scope: scopeOf(resource.values) }];
  });
}

/** The id of the zone or account in these arguments. */
export function scopeOf(values: TerraformResource['values']): string | undefined {
  const scope = values['zone_id'] ?? values['account_id'];
  return typeof scope === 'string' ? scope : undefined;
}
