import { mkdirSync, readdirSync, readFileSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { buildPackage } from '../../support/build-package';

const REPOSITORY = resolve(__dirname, '../../..');
const STACK = join(REPOSITORY, 'scripts/demo/dashboard-team/dashboard-waf-stack.ts');

/** Variable that stands for an edit of the code: the callers of the export, as JSON. */
export const CALLERS = 'TEST_EXPORT_CALLERS';

/**
 * Makes a CDKTF project with the demo's stack `dashboard-waf` at its root: what a user has, and nothing that a user
 * edits.
 *
 * @returns Its folder, for the commands of the test.
 */
export function makeDashboardProject(parent: string): string {
  const folder = join(parent, 'project');
  mkdirSync(folder);
  linkModules(folder);
  writeFileSync(join(folder, 'tsconfig.json'), readFileSync(join(REPOSITORY, 'tsconfig.json')));
  writeFileSync(
    join(folder, 'cdktf.json'),
    JSON.stringify({
      language: 'typescript',
      app: 'node -r ts-node/register main.ts',
      projectId: 'b3a86ba5-6f2a-4c53-9d52-6d9a0c6ffb1e',
      sendCrashReports: 'false',
    }),
  );
  writeFileSync(
    join(folder, 'dashboard-waf-stack.ts'),
    withBuiltPackage(readFileSync(STACK, 'utf8'), '../../../lib'),
  );
  writeFileSync(
    join(folder, 'main.ts'),
    `import { App } from 'cdktf';
import { DashboardWafStack } from './dashboard-waf-stack';

const app = new App();
const callers: unknown = JSON.parse(process.env['${CALLERS}'] ?? '["203.0.113.0/24"]');
new DashboardWafStack(app, 'dashboard-waf', callers as string[], '2027-03-31');
app.synth();
`,
  );
  return folder;
}

/** Code that imports the library as users have it: with the sources, each synth would compile them again. */
export function withBuiltPackage(code: string, imported: string): string {
  return code.replace(`'${imported}'`, JSON.stringify(join(buildPackage(), 'index.js')));
}

/** Gives a project the packages of this repository, and its `cdktf`. */
export function linkModules(folder: string): void {
  const modules = join(folder, 'node_modules');
  mkdirSync(join(modules, '.bin'), { recursive: true });
  for (const name of readdirSync(join(REPOSITORY, 'node_modules'))) {
    if (name !== '.bin') symlinkSync(join(REPOSITORY, 'node_modules', name), join(modules, name));
  }
  useCdktf(folder, 'real');
}

/** Which `cdktf` the project has from now on: the real one, or one that does the same without its seconds of loading. */
export function useCdktf(folder: string, which: 'real' | 'quick'): void {
  const program = join(folder, 'node_modules/.bin/cdktf');
  rmSync(program, { force: true });
  const real = join(REPOSITORY, 'node_modules/.bin/cdktf');
  symlinkSync(which === 'real' ? real : join(__dirname, 'quick-cdktf.mjs'), program);
}
