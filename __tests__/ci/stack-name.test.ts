import { stackName } from '../../lib/ci/stack-name';
import { refusalOf } from '../support/refusal';

const PACKAGE = { npm_package_config_stack: 'of-package' };

test.each<[string, string | undefined, NodeJS.ProcessEnv]>([
  ['given', 'given', { WAF_STACK: 'of-workflow', ...PACKAGE }],
  ['of-workflow', undefined, { WAF_STACK: 'of-workflow', ...PACKAGE }],
  ['of-package', undefined, { WAF_STACK: '', ...PACKAGE }],
])(
  'the stack %s is that of the command line, of the workflow, or of the package',
  (name, given, environment) => {
    expect(stackName(given, environment)).toBe(name);
  },
);

const CURE =
  'name one as `cdktf list` does: on the command line, in the variable WAF_STACK, or as `config.stack` of package.json';

test.each<[string | undefined, string]>([
  [undefined, 'no stack was named'],
  ['', 'no stack was named'],
  ['../x', 'the stack must be a name of letters, digits, - and _ (at most 64), got: `../x`'],
  ['a -->', 'the stack must be a name of letters, digits, - and _ (at most 64), got: `a -->`'],
  ['-x', 'the stack must be a name of letters, digits, - and _ (at most 64), got: `-x`'],
  ['a b', 'the stack must be a name of letters, digits, - and _ (at most 64), got: `a b`'],
  ['x'.repeat(65), expect.stringContaining('at most 64') as string],
])('the stack %j is refused', (given, message) => {
  expect(refusalOf(() => stackName(given, {}))).toMatchObject({
    code: 'workflow/stack',
    message,
    help: CURE,
  });
});

test('what a workflow fills in is held to the same', () => {
  expect(() => stackName(undefined, { WAF_STACK: '--auto-approve' })).toThrow('got: `--auto-approve`');
  expect(() => stackName(undefined, { WAF_STACK: '$(id)' })).toThrow('got: `$(id)`');
});
