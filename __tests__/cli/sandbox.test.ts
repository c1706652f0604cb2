import { join } from 'node:path';
import { sandboxCommand } from '../../lib/cli/commands/sandbox';
import { folderWith, run } from './stack-folder';

test('a state that is a file is refused', async () => {
  const file = join(folderWith({ 'state.json': {} }), 'state.json');
  await expect(run(sandboxCommand(), '--state', file, '--', 'true')).rejects.toMatchObject({
    code: 'sandbox/state',
    message: expect.stringContaining(
      `--state must be a folder, but this is a file, got: \`${file}\``,
    ) as string,
  });
});
