// `npm run build`: the package's files, in dist. `-- --no-types` leaves out the declarations, which take most of the time;
// `-- --into <folder>` names another folder.
import { chmodSync, existsSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { dirname, join, relative, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { rolldown } from 'rolldown';
import { chunkGroups } from './build/chunks.mjs';
import { writeDeclarations } from './build/declarations.mjs';
import { isExternal } from './build/dependencies.mjs';
import { finishChunks, MINIFY } from './build/finish-chunks.mjs';
import { lateEntries } from './build/late-entries.mjs';
import { writeLicences } from './build/licences.mjs';
import { withoutUnreached } from './build/unreached.mjs';

const ROOT = resolve(import.meta.dirname, '..');
const LIBRARY = join(ROOT, 'lib');
const ENTRIES = {
  index: 'lib/index.ts',
  'rules-language': 'lib/rules-language/index.ts',
  testing: 'lib/testing/index.ts',
};

const { values } = parseArgs({
  options: { into: { type: 'string', default: 'dist' }, 'no-types': { type: 'boolean', default: false } },
});
const folder = resolve(values.into);
rmSync(folder, { recursive: true, force: true });

const bundle = await rolldown({
  cwd: ROOT,
  platform: 'node',
  input: { ...ENTRIES, waf: 'lib/cli/main.ts' },
  external: isExternal,
  // A package's `main` may be in a form that hides what it loads.
  resolve: {
    mainFields: ['module', 'main'],
    // An optional dependency of cli-table3, for tables with colours. Ours have none.
    alias: { '@colors/colors/safe': false },
  },
  plugins: [lateEntries(LIBRARY), withoutUnreached()],
  // Elsewhere GraphQL asks of each value whether it is from a second copy of its package.
  transform: { define: { 'process.env.NODE_ENV': "'production'" } },
});
const { output } = await bundle.write({
  dir: folder,
  format: 'cjs',
  chunkFileNames: '[name].js',
  codeSplitting: { groups: chunkGroups(LIBRARY) },
  comments: false,
  minify: MINIFY,
  // Without the comment that names the map: `finishChunks` decides which file keeps one.
  sourcemap: 'hidden',
  // As in the package, wherever the build is.
  sourcemapPathTransform: (source, map) => join('..', relative(ROOT, resolve(dirname(map), source))),
});
const chunks = output.filter(({ type }) => type === 'chunk');
requireOnlyWhatIsThere(folder);
finishChunks(folder, chunks);
writeLicences(join(folder, 'third-party-licences.txt'), chunks);
// npm makes a bin executable when it installs the package, but not for those who run the build in place.
chmodSync(join(folder, 'waf.js'), 0o755);
if (!values['no-types']) await writeDeclarations(ROOT, ENTRIES, folder);

/** Fails on a file that asks for one that the build does not hold: the bundler leaves a call that it does not understand. */
function requireOnlyWhatIsThere(folder) {
  for (const name of readdirSync(folder).filter((file) => file.endsWith('.js'))) {
    const code = readFileSync(join(folder, name), 'utf8');
    for (const [, path] of code.matchAll(/\brequire\w*\(["'`](\.[^"'`]*)["'`]\)/g)) {
      if (!existsSync(join(folder, path))) throw new Error(`${name} requires ${path}, which is not there`);
    }
  }
}
