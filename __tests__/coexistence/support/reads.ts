/** The configuration, with locals such as `data_cloudflare_ruleset_x` in the place of what only a provider can read. */
export function readsAsLocals(configuration: unknown): unknown {
  const text = JSON.stringify(configuration).replace(
    /(data\.)?\b(cloudflare_\w+|terraform_data)\.([\w-]+)/g,
    (_reference, data: string | undefined, type: string, name: string) =>
      `local.${data === undefined ? '' : 'data_'}${type}_${name}`,
  );
  return JSON.parse(text);
}
