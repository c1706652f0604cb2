import { delimiter, resolve } from 'node:path';
import { InputError, show } from '../errors';
import { isAllowed } from './allowed-variables';
import { installationVariables } from './provider-installation';

/** What a command in the sandbox gets. */
export interface SealedSettings {
  readonly directory: string;
  readonly shimFolder: string;
  readonly apiBaseUrl: string;
  readonly apiToken: string;
  readonly edgeUrl: string;
  /** Value of `TF_REATTACH_PROVIDERS`; `undefined` = the registry's provider. */
  readonly reattach: string | undefined;
  /** Names of variables that the user lets in. */
  readonly letIn: readonly string[];
}

/**
 * An option that no Terraform knows: one that is not started through the sandbox's own `terraform`, by its path say, stops
 * at it and does nothing, whatever its version and its configuration. The sandbox's own takes it away.
 */
const ONLY_OURS = '-in-this-sandbox-only-the-terraform-that-is-first-on-its-PATH-may-run';

/** What the sandbox sets itself, or what would lead Terraform elsewhere. */
const OURS = /^(?:TF_|CDKTF_|CLOUDFLARE_|WAF_SANDBOX|TERRAFORM_BINARY_NAME$|PATH$|HOME$)/;

/**
 * Checks the variables that a user lets into the sandbox.
 *
 * @throws InputError `sandbox/env`
 */
export function checkLetIn(names: readonly string[], outer: NodeJS.ProcessEnv): void {
  for (const name of names) {
    const refused = (problem: string, help: string) =>
      new InputError('sandbox/env', { message: `--env ${problem}, got: ${show(name)}`, help });
    if (!/^[A-Za-z_]\w*$/.test(name)) {
      throw refused('must be the name of a variable', 'write --env NAME, without a value');
    }
    if (OURS.test(name)) throw refused('must not name a variable that the sandbox sets', 'leave it out');
    if (outer[name] === undefined)
      throw refused('names a variable that is not set', 'set it first, or leave it out');
  }
}

/** The variables that are let in, without everything else that could reach a real zone or a real state. */
export function sealedEnvironment(outer: NodeJS.ProcessEnv, settings: SealedSettings): NodeJS.ProcessEnv {
  const kept = Object.entries(outer).filter(
    ([name]) => (isAllowed(name) && !name.startsWith('WAF_SANDBOX')) || settings.letIn.includes(name),
  );
  const direct = [outer['NO_PROXY'] ?? outer['no_proxy'], '127.0.0.1,localhost'].filter(Boolean).join(',');
  return {
    ...Object.fromEntries(kept),
    // The project's own cdktf, also when no npm script put it there.
    PATH: [settings.shimFolder, resolve('node_modules', '.bin'), outer['PATH'] ?? ''].join(delimiter),
    // A proxy of the user's could not reach the sandbox.
    NO_PROXY: direct,
    no_proxy: direct,
    WAF_SANDBOX: settings.directory,
    WAF_SANDBOX_EDGE: settings.edgeUrl,
    CLOUDFLARE_API_TOKEN: settings.apiToken,
    CLOUDFLARE_BASE_URL: settings.apiBaseUrl,
    TERRAFORM_BINARY_NAME: `${settings.shimFolder}/terraform`,
    TF_CLI_ARGS: ONLY_OURS,
    CDKTF_OUTPUT: `${settings.directory}/cdktf.out`,
    CDKTF_DISABLE_PLUGIN_CACHE_ENV: '1',
    CHECKPOINT_DISABLE: '1',
    ...providerVariables(settings.reattach, outer),
  };
}

/** What attaches the sandbox's own provider, or lets a mirror and a cache of the user's serve the registry's. */
export function providerVariables(
  reattach: string | undefined,
  outer: NodeJS.ProcessEnv,
): Readonly<Record<string, string>> {
  if (reattach === undefined) return installationVariables(outer);
  // There is nothing to lock: the provider was not installed.
  return { TF_REATTACH_PROVIDERS: reattach, CDKTF_SKIP_PROVIDER_LOCK: 'true' };
}
