import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { ROOT } from '../project/source-files';

const folder = mkdtempSync(join(tmpdir(), 'waf-check-code-'));
symlinkSync(join(ROOT, 'node_modules'), join(folder, 'node_modules'));
const config = join(ROOT, 'eslint.config.mjs');
writeFileSync(join(folder, 'eslint.config.mjs'), `export { default } from ${JSON.stringify(config)};`);
const compilerOptions = { strict: true, noEmit: true, target: 'es2022', types: [] };
writeFileSync(join(folder, 'tsconfig.json'), JSON.stringify({ compilerOptions, include: ['*.ts'] }));
afterAll(() => {
  rmSync(folder, { recursive: true, force: true });
});

test('npm run check:code says what the compiler and the linter find, and fails', () => {
  writeFileSync(join(folder, 'a.ts'), 'export const text: string = 1;\nPromise.resolve(text);\n');
  const words = [join(ROOT, 'scripts/check-code.mjs')];
  const { status, stdout } = spawnSync(process.execPath, words, { cwd: folder, encoding: 'utf8' });
  expect(stdout).toContain("a.ts(1,14): error TS2322: Type 'number' is not assignable to type 'string'.");
  expect(stdout).toContain('@typescript-eslint/no-floating-promises');
  expect(status).toBe(1);
});
