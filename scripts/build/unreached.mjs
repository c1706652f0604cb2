/**
 * What a package loads for a call that never comes: Terraform sends and reads messages in binary form, and Connect would also
 * take JSON.
 */
const UNREACHED = /\/node_modules\/@bufbuild\/protobuf\/dist\/esm\/(?:from|to)-json\.js$/;

/** Leaves out the code of files that nothing of ours reaches. Their functions fail where they are called all the same. */
export function withoutUnreached() {
  return {
    name: 'without-unreached',
    transform: {
      filter: { id: UNREACHED },
      handler(code) {
        const names = [...code.matchAll(/^export function (\w+)/gm)].map(([, name]) => name);
        const failing = names.map(
          (name) => `export function ${name}() { throw new Error('left out of this build'); }`,
        );
        return { code: failing.join('\n'), map: { mappings: '' } };
      },
    },
  };
}
