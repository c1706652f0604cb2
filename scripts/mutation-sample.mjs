// The part of the code that `npm run mutation -- <folder> --share <share>` looks at, as a plug-in of Stryker.
import { createHash } from 'node:crypto';
import { relative } from 'node:path';

const share = Number(process.env['WAF_MUTATION_SHARE'] ?? 1);

/**
 * Whether a declaration is in the sample: by a hash of its file and its name, so that a sample is the same on every machine,
 * contains every smaller one, and keeps what code elsewhere does not touch.
 */
function inSample(file, name) {
  const hash = createHash('sha256')
    .update(`${relative(process.cwd(), file)} ${name}`)
    .digest();
  return hash.readUInt32BE(0) / 2 ** 32 < share;
}

/** The name of a function, a variable or a member of a class; `undefined` for what contains those, or is part of one. */
function declaredName({ node, parent }) {
  if (/^Class(?:Private)?(?:Method|Property)$/.test(node.type)) return node.key.name ?? node.key.id?.name;
  if (!/^(?:Program|Export)/.test(parent?.type)) return undefined;
  if (node.type === 'FunctionDeclaration') return node.id?.name;
  if (node.type === 'VariableDeclaration') return node.declarations[0].id.name;
  return undefined;
}

export const strykerPlugins = [
  {
    kind: 'Ignore',
    name: 'sample',
    value: {
      shouldIgnore(path) {
        const name = declaredName(path);
        const { filename } = path.hub.file.opts;
        return name === undefined || inSample(filename, name) ? undefined : 'Not in the sample';
      },
    },
  },
];
