import { delimiter, resolve } from 'node:path';

/** Variables of the outer environment that only change what Terraform prints, or are inputs of the stack itself. */
const HARMLESS = /^TF_(?:VAR_|LOG|IN_AUTOMATION$)/;

/** Variables that could lead a command out of the sandbox: another account, state, provider, folder or configuration. */
const LEADS_OUT = /^(?:TF_|CDKTF_|CLOUDFLARE_|CF_API_|AWS_|TERRAFORM_BINARY_NAME$)/;

/** What a command in the sandbox gets. */
export interface SealedSettings {
  readonly directory: string;
  readonly shimFolder: string;
  readonly apiBaseUrl: string;
  readonly apiToken: string;
  readonly edgeUrl: string;
  /** Value of `TF_REATTACH_PROVIDERS`; `undefined` = the registry's provider. */
  readonly reattach: string | undefined;
}

/** The outer environment with everything replaced that could reach a real zone or a real state. */
export function sealedEnvironment(outer: NodeJS.ProcessEnv, settings: SealedSettings): NodeJS.ProcessEnv {
  const kept = Object.entries(outer).filter(([name]) => HARMLESS.test(name) || !LEADS_OUT.test(name));
  return {
    ...Object.fromEntries(kept),
    // The project's own cdktf, also when no npm script put it there.
    PATH: [settings.shimFolder, resolve('node_modules', '.bin'), outer['PATH'] ?? ''].join(delimiter),
    WAF_SANDBOX: settings.directory,
    WAF_SANDBOX_EDGE: settings.edgeUrl,
    CLOUDFLARE_API_TOKEN: settings.apiToken,
    CLOUDFLARE_BASE_URL: settings.apiBaseUrl,
    TERRAFORM_BINARY_NAME: `${settings.shimFolder}/terraform`,
    CDKTF_OUTPUT: `${settings.directory}/cdktf.out`,
    CDKTF_DISABLE_PLUGIN_CACHE_ENV: '1',
    CHECKPOINT_DISABLE: '1',
    ...(settings.reattach === undefined
      ? {}
      : // There is nothing to lock: the provider was not installed.
        { TF_REATTACH_PROVIDERS: settings.reattach, CDKTF_SKIP_PROVIDER_LOCK: 'true' }),
  };
}
