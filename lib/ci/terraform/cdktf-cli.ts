import { existsSync, readdirSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { InputError, show } from '../../errors';

/** What `cdktf-cli` 0.21 loads when it starts; its binaries are made for single versions of Node. */
const TERMINAL = '@cdktf/node-pty-prebuilt-multiarch';

/**
 * Refuses a version of Node on which the `cdktf` of a project does not start, before it fails with ninety lines of a stack
 * trace. A project without `cdktf-cli` is none of this.
 *
 * @throws InputError `cdktf/node-version`
 */
export function requireCdktfStarts(directory: string, runtime: Runtime = process): void {
  const folder = terminalOf(directory);
  if (folder === undefined || hasBinary(folder, runtime)) return;
  throw new InputError('cdktf/node-version', {
    message: existsSync(shippedIn(folder, runtime))
      ? `\`cdktf\` does not start on this version of Node, got: ${show(runtime.version)}`
      : `cdktf-cli has no binary for this machine, got: ${show(`${runtime.platform}-${runtime.arch}`)}`,
    help: `run it with Node 20 or 22, for which it has one on most machines, or compile one: set ${TERMINAL} to true in \`allowScripts\` of package.json, and run \`npm rebuild ${TERMINAL}\`. The library and \`waf\` run on Node 24, too`,
    outsideOfCode: true,
  });
}

type Runtime = Pick<NodeJS.Process, 'arch' | 'platform' | 'version'> & {
  readonly versions: Pick<NodeJS.ProcessVersions, 'modules'>;
};

function terminalOf(directory: string): string | undefined {
  try {
    const ofProject = createRequire(join(directory, 'package.json'));
    const ofCli = createRequire(ofProject.resolve('cdktf-cli/package.json'));
    return dirname(ofCli.resolve(`${TERMINAL}/package.json`));
  } catch {
    return undefined;
  }
}

/** One that came with the package, or that was compiled here. */
function hasBinary(folder: string, runtime: Runtime): boolean {
  if (existsSync(join(folder, 'build', 'Release', 'pty.node'))) return true;
  const { modules } = runtime.versions;
  const shipped = shippedIn(folder, runtime);
  return (
    existsSync(shipped) && readdirSync(shipped).some((name) => name.split('.').includes(`abi${modules}`))
  );
}

function shippedIn(folder: string, { arch, platform }: Runtime): string {
  return join(folder, 'prebuilds', `${platform}-${arch}`);
}
