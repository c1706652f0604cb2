import { join } from 'node:path';

/**
 * A `require` of a file of ours is there to load it late. The bundler would put the file into the chunk of its caller; this
 * plugin makes it an entry of its own, which is loaded when the call is reached.
 *
 * @param {string} library The folder of the sources.
 */
export function lateEntries(library) {
  const emitted = new Set();
  return {
    name: 'late-entries',
    async resolveId(source, importer, { kind }) {
      if (kind !== 'require-call' || !source.startsWith('.') || !importer?.startsWith(library)) return null;
      const { id } = await this.resolve(source, importer, { skipSelf: true });
      const fileName = lateName(library, id);
      if (!emitted.has(id)) this.emitFile({ type: 'chunk', id, fileName });
      emitted.add(id);
      return { id: `./${fileName}`, external: true };
    },
  };
}

/** `lib/cli/commands/lint.ts` is `late-cli-commands-lint.js`. */
function lateName(library, id) {
  const path = id.slice(join(library, '/').length, -'.ts'.length);
  return `late-${path.replaceAll(/[\\/]/g, '-')}.js`;
}
