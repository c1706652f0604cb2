/** Something that Terraform runs or talks to besides the Cloudflare provider and Cloudflare's API. */
export interface Execution {
  /** What a policy allows it by: an address in the configuration, without keys of instances. */
  readonly address: string;
  /** The provider whose program runs; allowing it allows whatever is its own. */
  readonly provider: string | undefined;
  /** What happens, in our own words. */
  readonly kind: 'provisioner' | 'action' | 'provider' | 'endpoint' | 'module' | 'file';
  /** What it names: a kind of provisioner with its command, a provider, an address of an API, a source. */
  readonly detail: string;
}

/** Providers that a stack of this kind consists of: Cloudflare's own, and the one inside Terraform. */
const TRUSTED = new Set([
  'registry.terraform.io/cloudflare/cloudflare',
  'registry.opentofu.org/cloudflare/cloudflare',
  'terraform.io/builtin/terraform',
]);

/** The provider that a resource without any other belongs to: `external` of `data.external.x`. */
const DEFAULT_NAMESPACE = 'registry.terraform.io/hashicorp';

/** Whether Terraform may run the program of this provider unasked. */
export function isTrusted(provider: string): boolean {
  return TRUSTED.has(provider);
}

/**
 * The whole name of a provider.
 *
 * @param source What `required_providers` gives as `source`; `undefined` = nothing.
 */
export function providerName(localName: string, source: string | undefined): string {
  if (source === undefined) {
    return localName === 'terraform' ? 'terraform.io/builtin/terraform' : `${DEFAULT_NAMESPACE}/${localName}`;
  }
  const parts = source.toLowerCase().split('/');
  if (parts.length === 1) return `${DEFAULT_NAMESPACE}/${source.toLowerCase()}`;
  return parts.length === 2 ? `registry.terraform.io/${parts.join('/')}` : parts.join('/');
}

/** Whether the policy allows it, by its own address or by its provider. */
export function isAllowed({ address, provider }: Execution, allowed: readonly string[]): boolean {
  return allowed.includes(address) || (provider !== undefined && allowed.includes(provider));
}

/** Each once, in the order of their addresses. */
export function distinct(executions: readonly Execution[]): readonly Execution[] {
  const byText = new Map(executions.map((one) => [JSON.stringify([one.address, one.kind, one.detail]), one]));
  return [...byText.values()].sort((a, b) => (a.address < b.address ? -1 : 1));
}
