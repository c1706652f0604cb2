import { chmodSync, mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

/** Name of the file that gives a stack the sandbox's own state. Terraform merges `*_override.tf.json` last. */
const OVERRIDE_FILE = 'waf_sandbox_override.tf.json';

/**
 * Puts programs named `terraform` and `tofu` into the sandbox that give each stack a state of the sandbox's own before
 * they become the real one, whatever backend the stack declares. Outside of the sandbox's folder they refuse to run:
 * the override would stay behind there and capture the real state.
 *
 * @returns The folder to put at the front of the PATH.
 */
export function writeTerraformShims(
  directory: string,
  terraformPath: string,
  provider: 'plugin' | 'registry',
): string {
  const folder = join(directory, 'bin');
  mkdirSync(folder, { recursive: true });
  mkdirSync(join(directory, 'terraform'), { recursive: true });
  const script = shimScript(directory, terraformPath, provider);
  for (const name of ['terraform', 'tofu']) {
    const file = join(folder, name);
    writeFileSync(file, script);
    chmodSync(file, 0o755);
  }
  return folder;
}

function shimScript(directory: string, terraformPath: string, provider: 'plugin' | 'registry'): string {
  // The JSON text becomes a shell word first, then a printf argument: each quoting is undone exactly once.
  const statePrefix = JSON.stringify(`${join(directory, 'terraform')}/`).slice(1, -1);
  return `#!/bin/sh
# Written by \`waf sandbox\`: Terraform with a state of the sandbox's own.
sandbox=$(cd ${quoteForShell(directory)} && pwd -P) || exit 1
folder=.
command=
for argument in "$@"; do
  case $argument in
    -chdir=*) folder=\${argument#-chdir=} ;;
    -state*|-backup*|-backend-config*)
      echo "error: in the sandbox the state is the sandbox's own, got: $argument" >&2
      echo "  help: leave the option out" >&2
      exit 1 ;;
    -*) ;;
    *) [ -n "$command" ] || command=$argument ;;
  esac
done
case $command in
  ''|version|fmt|help) exec ${quoteForShell(terraformPath)} "$@" ;;
esac
here=$(cd "$folder" && pwd -P) || exit 1
case $here in
  "$sandbox"/*) ;;
  *)
    echo "error: in the sandbox Terraform only runs on stacks that were synthesised in the sandbox, got: $here" >&2
    echo "  help: run cdktf without --output: the sandbox gives it a folder of its own" >&2
    exit 1 ;;
esac
${provider === 'registry' ? REFUSE_BASE_URL : ''}name=$(printf %s "\${here#"$sandbox"/}" | tr -c 'A-Za-z0-9-' '_')
printf '{"terraform":{"backend":{"local":{"path":"%s%s.tfstate"}}}}\\n' ${quoteForShell(statePrefix)} "$name" > "$here/${OVERRIDE_FILE}" || exit 1
exec ${quoteForShell(terraformPath)} "$@"
`;
}

/** The registry's provider believes a base URL in the configuration more than the environment. */
const REFUSE_BASE_URL = `if grep -l base_url "$here"/*.tf "$here"/*.tf.json 2>/dev/null; then
  echo "error: the stack sets base_url, so it could reach a real zone from the sandbox" >&2
  echo "  help: remove baseUrl from its CloudflareProvider, or use the sandbox's own provider" >&2
  exit 1
fi
`;

function quoteForShell(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}
