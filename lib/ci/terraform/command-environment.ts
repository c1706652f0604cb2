/** What only the steps themselves may hold: the stack's code and Terraform need none of it. */
const OF_THE_STEP = /^(?:GITHUB_(?:TOKEN|OUTPUT|STEP_SUMMARY|ENV|PATH|STATE)|ACTIONS_.*TOKEN)$/;

/** Whatever changes what Terraform does: words, a workspace, values, folders, another configuration or provider. */
const OF_TERRAFORM = /^(?:TF_|TOFU_)/;

/** The few of these that change only how Terraform talks. */
const HARMLESS = new Set(['TF_IN_AUTOMATION', 'TF_INPUT']);

/** In the sandbox, where the provider comes from: the sandbox has removed whatever leads out of it. */
const OF_THE_SANDBOX = new Set(['TF_REATTACH_PROVIDERS', 'TF_CLI_CONFIG_FILE', 'TF_PLUGIN_CACHE_DIR']);

/** Names of variables that hold a secret. */
const SECRET = /TOKEN|SECRET|PASSW|CREDENTIAL|(?:^|_)(?:API_?)?KEY(?:_|$)/i;

/** The environment without the workflow's own token and files, and without what changes what Terraform does. */
export function commandEnvironment(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  const left = new Set(leftOut(environment));
  return keep(environment, (name) => !OF_THE_STEP.test(name) && !left.has(name));
}

/** Variables for Terraform that the steps do not hand on. */
export function leftOut(environment: NodeJS.ProcessEnv): readonly string[] {
  const isSandbox = environment['WAF_SANDBOX'] !== undefined;
  return Object.keys(environment)
    .filter((name) => OF_TERRAFORM.test(name) && !HARMLESS.has(name))
    .filter((name) => !(isSandbox && OF_THE_SANDBOX.has(name)))
    .sort();
}

/** The environment of a command that needs no secret. */
export function withoutSecrets(environment: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return keep(environment, (name) => !SECRET.test(name));
}

function keep(environment: NodeJS.ProcessEnv, isKept: (name: string) => boolean): NodeJS.ProcessEnv {
  return Object.fromEntries(Object.entries(environment).filter(([name]) => isKept(name)));
}
