import { truncateSync } from 'node:fs';
import { join } from 'node:path';
import { withProgress } from '../../../lib/cli/report/progress';
import { fileInput } from '../../../lib/evidence';
import { folderWith } from '../stack-folder';

async function drawnFor(size: number, isTTY: boolean): Promise<string> {
  const file = join(folderWith({ log: '' }), 'log');
  truncateSync(file, size);
  let drawn = '';
  const stream = { isTTY, write: (text: string) => (drawn += text) } as unknown as NodeJS.WriteStream;
  let read = 0;
  for await (const piece of withProgress(fileInput(file), stream).bytes()) read += piece.length;
  expect(read).toBe(size);
  return drawn;
}

test('a bar for large files on a terminal, and nothing of it stays', async () => {
  const drawn = await drawnFor(100_000_000, true);
  expect(drawn).toMatch(/^\r\[ {30}\] \d %/);
  expect(drawn).toMatch(/\r\u001b\[K$/);
});

test.each([
  [99_999_999, true],
  [100_000_000, false],
])('none for %i bytes, terminal: %s', async (size, isTTY) => {
  expect(await drawnFor(size, isTTY)).toBe('');
});
