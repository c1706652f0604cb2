/** A resource or data source, as a synthesised stack, a plan or a state has it. */
export interface TerraformResource {
  /** For instance `cloudflare_list.office`; with `data.` before a data source. */
  readonly address: string;
  readonly type: string;
  /** True for a data source. */
  readonly isData: boolean;
  /** Its arguments as far as they are known; in a synthesised stack they may hold templates. */
  readonly values: Readonly<Record<string, unknown>>;
  /** Addresses that its arguments refer to. */
  readonly references: readonly string[];
  /** In a plan, what `zone_id` is computed from, also where its value is not known yet. */
  readonly zoneReference?: string | undefined;
  /** What a plan does to it: `create`, `update`, `delete`, `read`, `no-op`; empty where nothing is planned. */
  readonly actions: readonly string[];
  /** In a plan, its arguments as they are live. */
  readonly before: Readonly<Record<string, unknown>>;
  /** True where an argument that is not there is not set, rather than not known yet. */
  readonly isConfiguration: boolean;
  /** Where a synthesised stack holds it, such as `resource.cloudflare_list.office`. */
  readonly path?: string;
}

/** A provider block: its arguments as they are written. */
export interface TerraformProvider {
  /** For instance `provider.cloudflare`. */
  readonly address: string;
  readonly arguments: Readonly<Record<string, unknown>>;
}

/** Whether the text is a template of Terraform, and so says nothing of the value. */
export function isTemplate(value: unknown): boolean {
  return typeof value === 'string' && /(?<!\$)\$\{|(?<!%)%\{/.test(value);
}
