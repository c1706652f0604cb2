import { execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { rolldown } from 'rolldown';
import { dts } from 'rolldown-plugin-dts';
import { isExternal } from './dependencies.mjs';

/**
 * Writes the declarations of the entries. The compiler makes them first, because it leaves out what is `@internal`; a class
 * that several entries name is declared once, in a file that they share.
 *
 * @param {string} root The folder of package.json.
 * @param {Readonly<Record<string, string>>} entries
 * @param {string} folder
 */
export async function writeDeclarations(root, entries, folder) {
  const compiled = mkdtempSync(join(tmpdir(), 'waf-exceptions-declarations-'));
  try {
    const config = join(compiled, 'tsconfig.json');
    writeFileSync(
      config,
      JSON.stringify({
        extends: join(root, 'tsconfig.build.json'),
        // `npm run check` has checked the types.
        compilerOptions: {
          rootDir: root,
          outDir: compiled,
          typeRoots: [join(root, 'node_modules/@types')],
          emitDeclarationOnly: true,
          noCheck: true,
        },
        files: Object.values(entries).map((entry) => join(root, entry)),
        include: [],
      }),
    );
    const compiler = join(root, 'node_modules/typescript/bin/tsc');
    execFileSync(process.execPath, [compiler, '-p', config], { cwd: root, stdio: 'inherit' });
    const input = Object.fromEntries(
      Object.entries(entries).map(([name, source]) => [name, join(compiled, source.replace(/ts$/, 'd.ts'))]),
    );
    const bundle = await rolldown({
      input,
      external: isExternal,
      // Without the paths of the temporary folder.
      experimental: { attachDebugInfo: 'none' },
      plugins: [dts({ dtsInput: true, emitDtsOnly: true, tsconfig: false, resolver: 'tsc' })],
    });
    await bundle.write({
      dir: folder,
      entryFileNames: '[name].d.ts',
      chunkFileNames: '[name].d.ts',
      codeSplitting: { groups: [{ name: 'shared', minShareCount: 2 }] },
    });
  } finally {
    rmSync(compiled, { recursive: true, force: true });
  }
}
