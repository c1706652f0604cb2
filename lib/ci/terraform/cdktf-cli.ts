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
    message: `\`cdktf\` does not start on this version of Node, got: ${show(runtime.version)}`,
    help: 'run it with Node 20 or 22: cdktf-cli has no binary for others. The library and `waf` run on Node 24, too',
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
function hasBinary(folder: string, { arch, platform, versions: { modules } }: Runtime): boolean {
  if (existsSync(join(folder, 'build', 'Release', 'pty.node'))) return true;
  const shipped = join(folder, 'prebuilds', `${platform}-${arch}`);
  return (
    existsSync(shipped) && readdirSync(shipped).some((name) => name.split('.').includes(`abi${modules}`))
  );
}
