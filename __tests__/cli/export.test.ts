import { exportCommand } from '../../lib/cli/commands/export';
import { folderWith, run } from './stack-folder';

const stack = (content: object): string =>
  folderWith({ 'stacks/dashboard-waf/cdk.tf.json': JSON.stringify(content) });

test('prints the stack as HCL', async () => {
  const folder = stack({ '//': { metadata: {} }, locals: { a: '${local.b}', b: 'x' } });
  const { stdout } = await run(exportCommand(), 'dashboard-waf', '--output', folder);
  expect(stdout).toBe('locals {\n  a = local.b\n  b = "x"\n}\n');
});

test('refuses a stack with something that it cannot write', async () => {
  const folder = stack({ resource: { aws_instance: { a: {} } } });
  await expect(run(exportCommand(), 'dashboard-waf', '--output', folder)).rejects.toThrow('[hcl/block]');
});

test('names the stacks that there are', async () => {
  await expect(run(exportCommand(), 'dashbord', '--output', stack({}))).rejects.toThrow(
    'did you mean `dashboard-waf`?',
  );
});
