import { spawn } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { findProgram } from '../../support/terraform-program';

const PROGRAM = findProgram() ?? 'terraform';

/** What a Terraform command said. */
export interface TerraformRun {
  readonly exitCode: number;
  /** Both output streams, with line breaks and box drawing folded to single blanks. */
  readonly output: string;
}

/** A working directory of Terraform with the provider attached. */
export interface Workspace {
  readonly directory: string;
  readonly reattach: string;
}

/** Writes the configuration of a workspace, in place of the one before. */
export async function configure(workspace: Workspace, configuration: object): Promise<void> {
  await mkdir(workspace.directory, { recursive: true });
  await writeFile(path.join(workspace.directory, 'main.tf.json'), JSON.stringify(configuration));
}

/** Runs one Terraform command in a workspace. No `init`: an attached provider needs no installation. */
export function terraform(workspace: Workspace, args: readonly string[]): Promise<TerraformRun> {
  const child = spawn(PROGRAM, args, {
    cwd: workspace.directory,
    env: {
      PATH: process.env['PATH'],
      HOME: workspace.directory,
      CHECKPOINT_DISABLE: '1',
      TF_IN_AUTOMATION: '1',
      TF_INPUT: '0',
      TF_CLI_ARGS: '-no-color',
      TF_REATTACH_PROVIDERS: workspace.reattach,
      // The provider must not listen to either.
      CLOUDFLARE_API_TOKEN: 'not-the-token-of-the-test-0123456789abcdef',
      CLOUDFLARE_BASE_URL: 'http://127.0.0.1:1/nowhere',
    },
  });
  let text = '';
  const collect = (chunk: Buffer) => {
    text += chunk.toString('utf8');
  };
  child.stdout.on('data', collect);
  child.stderr.on('data', collect);
  return new Promise((resolve, reject) => {
    child.on('error', reject);
    child.on('close', (code) => {
      resolve({ exitCode: code ?? -1, output: text.replace(/[\s│╷╵]+/g, ' ') });
    });
  });
}
