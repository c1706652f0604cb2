import { resolve } from 'node:path';

/** Files and folders that say where Terraform gets providers from: a mirror's configuration, and a cache of all stacks. */
const PATHS = ['TF_CLI_CONFIG_FILE', 'TF_PLUGIN_CACHE_DIR'];

/** What goes with them: a mirror need not have a provider for every platform, nor a cache the checksums of a new stack. */
const SWITCHES = ['TF_PLUGIN_CACHE_MAY_BREAK_DEPENDENCY_LOCK_FILE', 'CDKTF_SKIP_PROVIDER_LOCK'];

/**
 * The variables of the outer environment that the installation of the registry's provider needs, behind a mirror or with
 * a cache. Paths become absolute: Terraform runs in the folder of its stack.
 */
export function installationVariables(outer: NodeJS.ProcessEnv): Readonly<Record<string, string>> {
  const given = (names: readonly string[]) =>
    names.flatMap((name) => {
      const value = outer[name];
      return value === undefined || value === '' ? [] : [[name, value] as const];
    });
  return Object.fromEntries([
    ...given(PATHS).map(([name, path]) => [name, resolve(path)] as const),
    ...given(SWITCHES),
  ]);
}
