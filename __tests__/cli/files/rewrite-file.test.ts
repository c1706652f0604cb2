import { chmodSync, readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { rewriteFiles } from '../../../lib/cli/files/rewrite-file';
import { folderWith } from '../stack-folder';

test('all files are written, with their permissions, or none is', () => {
  const folder = folderWith({ a: 'one', b: 'two' });
  const [a, b, missing] = ['a', 'b', 'missing'].map((name) => join(folder, name)) as [string, string, string];
  chmodSync(a, 0o750);
  const change = (path: string, before: string) => ({ path, before, after: `new ${before}` });
  expect(() => {
    rewriteFiles([change(a, 'one'), change(missing, 'three')]);
  }).toThrow('missing` cannot be written');
  expect([readFileSync(a, 'utf8'), readdirSync(folder)]).toEqual(['one', ['a', 'b']]);
  rewriteFiles([change(a, 'one'), change(b, 'two')]);
  expect([a, b].map((path) => readFileSync(path, 'utf8'))).toEqual(['new one', 'new two']);
  expect([readdirSync(folder), statSync(a).mode & 0o777]).toEqual([['a', 'b'], 0o750]);
});
