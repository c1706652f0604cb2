import { commandEnvironment, leftOut, withoutSecrets } from '../../../lib/ci/terraform/command-environment';

const KEPT = { PATH: '/bin', GITHUB_SHA: 'a', CLOUDFLARE_API_TOKEN: 'b', TF_IN_AUTOMATION: '1' };

/** Each changes what Terraform does: other words, state, values, configuration, folder or provider. */
const FOR_TERRAFORM = [
  'TF_CLI_ARGS',
  'TF_CLI_ARGS_apply',
  'TF_CLI_ARGS_plan',
  'TF_CLI_CONFIG_FILE',
  'TF_DATA_DIR',
  'TF_ENCRYPTION',
  'TF_LOG',
  'TF_PLUGIN_CACHE_DIR',
  'TF_REATTACH_PROVIDERS',
  'TF_TOKEN_app_terraform_io',
  'TF_VAR_zone',
  'TF_WORKSPACE',
];

const environmentOf = (names: readonly string[]) => Object.fromEntries(names.map((name) => [name, 'x']));

test('a command gets neither the token of the workflow nor its files', () => {
  const dropped = [
    'GITHUB_TOKEN',
    'GITHUB_OUTPUT',
    'GITHUB_STEP_SUMMARY',
    'GITHUB_ENV',
    'GITHUB_PATH',
    'ACTIONS_ID_TOKEN_REQUEST_TOKEN',
    'ACTIONS_RUNTIME_TOKEN',
  ];
  expect(commandEnvironment({ ...KEPT, ...environmentOf(dropped) })).toEqual(KEPT);
});

test('nothing that changes what Terraform does reaches a command, and what is left out is known', () => {
  const environment = { ...KEPT, ...environmentOf(FOR_TERRAFORM) };
  expect(commandEnvironment(environment)).toEqual(KEPT);
  expect(leftOut(environment)).toEqual(FOR_TERRAFORM);
});

test('in the sandbox, its own provider is found', () => {
  const environment = { WAF_SANDBOX: '/s', TF_REATTACH_PROVIDERS: '{}', TF_WORKSPACE: 'x' };
  expect(commandEnvironment(environment)).toEqual({ WAF_SANDBOX: '/s', TF_REATTACH_PROVIDERS: '{}' });
});

test('the code of the stacks gets no secret', () => {
  const secrets = [
    'CLOUDFLARE_API_TOKEN',
    'CLOUDFLARE_API_KEY',
    'GITHUB_TOKEN',
    'AWS_ACCESS_KEY_ID',
    'AWS_SECRET_ACCESS_KEY',
    'AWS_SESSION_TOKEN',
    'ARM_CLIENT_SECRET',
    'GOOGLE_CREDENTIALS',
    'NPM_TOKEN',
    'DB_PASSWORD',
  ];
  const kept = { PATH: '/bin', WAF_ZONE: 'example.com', AWS_REGION: 'eu-west-1', CDKTF_OUTPUT: '/out' };
  expect(withoutSecrets({ ...kept, ...environmentOf(secrets) })).toEqual(kept);
});
