import { chmodSync, mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { shellPatterns } from './allowed-variables';

/**
 * Name of the file that gives a stack the sandbox's own state. Of several `*_override.tf.json` Terraform merges the one
 * last that is last in the order of bytes, and of ASCII nothing comes after `~`.
 */
const OVERRIDE_FILE = '~waf_sandbox_override.tf.json';

/** What the programs named `terraform` and `tofu` in the sandbox are made of. */
export interface ShimSettings {
  /** The sandbox's folder, absolute. */
  readonly directory: string;
  /** The real Terraform or OpenTofu. */
  readonly terraformPath: string;
  /** Whether the registry's provider is used, which believes a base URL in the configuration. */
  readonly isRegistryProvider: boolean;
  /** Where HTTP requests end that would leave this machine; see closed-proxy.ts. */
  readonly closedProxyUrl: string;
  /** What Terraform gets, whatever the command that calls it has set; no secret, as it is written to the disk. */
  readonly variables: Readonly<Record<string, string>>;
  /** Names of variables that the user lets in. */
  readonly letIn: readonly string[];
}

/**
 * Puts programs named `terraform` and `tofu` into the sandbox that become the real one after they have closed every way
 * out: a state of the sandbox's own for each stack, whatever backend it declares; no variable, no home folder and no
 * network with someone's credentials. Outside the sandbox's folder they refuse to run: the override would stay behind
 * there and capture the real state.
 *
 * @returns The folder to put at the front of the PATH.
 */
export function writeTerraformShims(settings: ShimSettings): string {
  const { directory } = settings;
  const folder = join(directory, 'bin');
  for (const name of ['bin', 'terraform', 'home']) mkdirSync(join(directory, name), { recursive: true });
  const script = shimScript(settings);
  for (const name of ['terraform', 'tofu']) {
    const file = join(folder, name);
    // A link there must not be followed: its target is not ours.
    rmSync(file, { force: true });
    writeFileSync(file, script, { flag: 'wx' });
    chmodSync(file, 0o755);
  }
  return folder;
}

function shimScript(settings: ShimSettings): string {
  const { directory, terraformPath, isRegistryProvider, closedProxyUrl, variables, letIn } = settings;
  const { secret, allowed } = shellPatterns();
  const home = join(directory, 'home');
  const fixed = { ...nowhere(home, closedProxyUrl), ...variables };
  return `#!/bin/sh
# Written by \`waf sandbox\`: Terraform with the sandbox's own state, and without credentials.
refuse() {
  printf 'error: %s\\n  help: %s\\n' "$1" "$2" >&2
  exit 1
}
sandbox=$(cd ${word(directory)} && pwd -P) || exit 1
# No option may name another state, neither a word nor one in TF_CLI_ARGS_plan and the like.
own_state() {
  case " $1" in
    *[!A-Za-z]-state*|*[!A-Za-z]-backup*|*[!A-Za-z]-backend-config*|*[!A-Za-z]-migrate-state*)
      refuse "in the sandbox the state is the sandbox's own, got: \${2:-$1}" 'leave the option out' ;;
  esac
}
folder=.
command=
file=
for argument in "$@"; do
  case $argument in
    -chdir=*|--chdir=*) folder=\${argument#*=} ;;
    -*) own_state "\${argument%%=*}" "$argument" ;;
    *) if [ -z "$command" ]; then command=$argument; else file=$argument; fi ;;
  esac
done

for name in $(env | sed -n 's/^\\([A-Za-z_][A-Za-z0-9_]*\\)=.*/\\1/p'); do
  case $name in
    ${[...letIn, 'CLOUDFLARE_API_TOKEN'].join('|')}) ;;
    TF_CLI_ARGS_init) own_state "$TF_CLI_ARGS_init" ;;
    TF_CLI_ARGS_*)
      eval "words=\\$$name"
      own_state "$words"
      if [ "$name" = TF_CLI_ARGS_apply ] && [ "$command" = apply ]; then
        set -f
        for argument in $words; do
          case $argument in -*) ;; *) file=$argument ;; esac
        done
        set +f
      fi ;;
    ${secret}) unset "$name" ;;
    ${allowed}) ;;
    *) unset "$name" ;;
  esac
done
${exported(fixed)}
case $command in
  ''|version|fmt|help) exec ${word(terraformPath)} "$@" ;;
esac

# Only what installs providers and modules may use the network, and without credentials.
case $command in
  init|get|providers) ;;
  *)
${exported(closedNetwork(closedProxyUrl), '    ')}    ;;
esac

here=$(cd "$folder" && pwd -P) || exit 1
case $here in
  "$sandbox"/*) ;;
  *)
    refuse "in the sandbox Terraform only runs on stacks that were synthesised in the sandbox, got: $here" \\
      'run cdktf without --output: the sandbox gives it a folder of its own' ;;
esac
if [ "$command" = apply ] && [ -n "$file" ]; then
  # A saved plan brings its own backend along.
  plan=$(cd "$here" && cd "$(dirname -- "$file")" && pwd -P) || exit 1
  case $plan/ in
    "$sandbox"/*) ;;
    *) refuse "in the sandbox only plans that are saved in its folder are applied, got: $file" "save it with -out in $here" ;;
  esac
fi
${isRegistryProvider ? REFUSE_BASE_URL : ''}
# Each stack has a folder of its own for its state, in the same tree: two that the file system tells apart never share it.
stack=\${here#"$sandbox"/}
case $stack in
  *[[:cntrl:]]*) refuse "the stack's folder has a control character in its name" 'give the stack another id' ;;
esac
mkdir -p "$sandbox/terraform/$stack" || exit 1
# A relative path, so that the folder may be moved.
up=$(printf '%s/' "$stack" | sed 's,[^/]*/,../,g')
path=$(printf '%s' "\${up}terraform/$stack/state.tfstate" | sed 's/["\\\\]/\\\\&/g; s/\\([$%]\\){/\\1\\1{/g')
printf '{"terraform":{"backend":{"local":{"path":"%s"}}}}\\n' "$path" > "$here/${OVERRIDE_FILE}" || exit 1
export TF_CLI_ARGS_init="-reconfigure $TF_CLI_ARGS_init"
exec ${word(terraformPath)} "$@"
`;
}

/**
 * Where credentials are looked for without being named: in files of the home folder, and at services of this machine or
 * its cloud. Each points into an empty folder or to the closed proxy.
 */
function nowhere(home: string, closedProxyUrl: string): Readonly<Record<string, string>> {
  const { host } = new URL(closedProxyUrl);
  const none = join(home, 'none');
  return {
    HOME: home,
    NETRC: none,
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_TERMINAL_PROMPT: '0',
    // ssh takes the home folder of the account, whatever HOME says.
    GIT_SSH_COMMAND: 'ssh -F none -o IdentityFile=none -o IdentityAgent=none -o BatchMode=yes',
    AWS_EC2_METADATA_DISABLED: 'true',
    AWS_CONFIG_FILE: none,
    AWS_SHARED_CREDENTIALS_FILE: none,
    GCE_METADATA_HOST: host,
    CLOUDSDK_CONFIG: none,
    AZURE_CONFIG_DIR: none,
    ARM_MSI_ENDPOINT: closedProxyUrl,
    ARM_USE_CLI: 'false',
    ARM_USE_MSI: 'false',
    CONSUL_HTTP_ADDR: host,
    VAULT_ADDR: closedProxyUrl,
    // The driver looks into the home folder of the account, whatever HOME says.
    PGPASSFILE: none,
    PGSSLCERT: none,
    PGSSLKEY: none,
  };
}

/** Requests to this machine go past a proxy, all others to the closed one. */
function closedNetwork(proxy: string): Readonly<Record<string, string>> {
  const names = ['HTTP_PROXY', 'HTTPS_PROXY', 'ALL_PROXY'];
  const proxies = [...names, ...names.map((name) => name.toLowerCase())].map((name) => [name, proxy]);
  const direct = ['NO_PROXY', 'no_proxy'].map((name) => [name, '127.0.0.1,localhost,::1']);
  return Object.fromEntries([...proxies, ...direct]) as Record<string, string>;
}

/** The registry's provider believes a base URL in the configuration more than the environment. */
const REFUSE_BASE_URL = `if grep -l base_url "$here"/*.tf "$here"/*.tf.json 2>/dev/null; then
  refuse 'the stack sets base_url, so it could reach a real zone from the sandbox' \\
    "remove baseUrl from its CloudflareProvider, or use the sandbox's own provider"
fi
`;

function exported(variables: Readonly<Record<string, string>>, indent = ''): string {
  return Object.entries(variables)
    .map(([name, value]) => `${indent}export ${name}=${word(value)}\n`)
    .join('');
}

/** The text as one word of the shell. */
function word(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
