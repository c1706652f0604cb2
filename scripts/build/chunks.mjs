import { join } from 'node:path';

/** The packages in the build, each with what it needs itself: those of the sandbox are one file, the others one each. */
const SANDBOX_PACKAGES = [
  '@connectrpc/connect',
  '@connectrpc/connect-node',
  '@bufbuild/protobuf',
  '@msgpack/msgpack',
  'graphql',
];
const PACKAGES = ['commander', 'cli-table3', 'jsonc-parser', 'picocolors'];

/** Whether a chunk holds packages of others only. */
export function isVendor({ name }) {
  return name.startsWith('vendor-');
}

/**
 * How the modules are put into files: few of them for a synth, which loads all it needs at once, and for a command no more
 * than it needs. What is not named here the bundler puts with whom it is shared by.
 *
 * @param {string} library The folder of the sources.
 */
export function chunkGroups(library) {
  const isReached = reachability();
  const [program, index] = ['cli/main.ts', 'index.ts'].map((name) => join(library, name));
  const isConstruct = (id) => id.startsWith(join(library, 'constructs'));
  const group = (name, priority, isMember) => ({
    name: (id, context) => (isMember(id, context) ? name : null),
    debugName: name,
    priority,
  });
  const ours = (name, priority, isMember) =>
    group(
      name,
      priority,
      (id, context) =>
        id.startsWith(join(library, '/')) &&
        isMember(id, (entry, module) => isReached(entry, module, context)),
    );
  return [
    ...PACKAGES.map((name) => group(`vendor-${name}`, 4, (id) => isOf(name, id))),
    group('vendor-sandbox', 4, (id) => SANDBOX_PACKAGES.some((name) => isOf(name, id))),
    // A chunk takes what its modules import, unless that is in a chunk above it. Only the constructs need CDKTF.
    ours('errors', 3, (id, isReached) => isReached(program, id) && isReached(index, id)),
    ours('command-line', 2, (id, isReached) => isReached(program, id) && id !== program),
    ours('exceptions', 2, (id, isReached) => isReached(index, id) && id !== index && !isConstruct(id)),
    ours('constructs', 1, isConstruct),
  ];
}

function isOf(name, id) {
  return id.includes(`/node_modules/${name}/`);
}

/** Whether a module is loaded with an entry. The answers are kept: the bundler asks about every module. */
function reachability() {
  const reached = new Map();
  return (entry, id, context) => {
    if (!reached.has(entry)) reached.set(entry, closure(entry, context));
    return reached.get(entry).has(id);
  };
}

function closure(entry, context) {
  const found = new Set([entry]);
  for (const id of found) {
    for (const imported of context.getModuleInfo(id)?.importedIds ?? []) found.add(imported);
  }
  return found;
}
