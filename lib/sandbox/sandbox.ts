import { randomBytes } from 'node:crypto';
import { mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { InputError } from '../errors';
import { type CloudflareApi, parseSeed, startCloudflareApi } from './cloudflare-api';
import { sealedEnvironment } from './sealed-environment';
import { lockSandboxFolder } from './sandbox-lock';
import { startTerraformProvider, type TerraformProvider } from './terraform-provider';
import type { TerraformBinary } from './terraform-binary';
import { writeTerraformShims } from './terraform-shim';

/** How to start a sandbox. */
export interface SandboxOptions {
  /** The folder that keeps the zones, Terraform's state and the synthesised stacks between commands. */
  readonly directory: string;
  readonly terraform: TerraformBinary;
  /** The outer environment. */
  readonly environment: NodeJS.ProcessEnv;
  /**
   * JSON file with the zones that a new sandbox starts with.
   *
   * @default - the lived-in zone example.com and the fresh zone example.net
   */
  readonly zoneFile?: string;
  /**
   * Forget what the folder holds and start anew.
   *
   * @default false
   */
  readonly reset?: boolean;
  /**
   * Commands get a token that may only read.
   *
   * @default false
   */
  readonly readOnly?: boolean;
  /**
   * `plugin`: the sandbox's own provider; `registry`: the one that Terraform downloads.
   *
   * @default plugin
   */
  readonly provider?: 'plugin' | 'registry';
}

/** A Cloudflare on loopback, with Terraform tied to it. */
export interface Sandbox {
  /** The whole environment for commands in the sandbox. */
  readonly environment: NodeJS.ProcessEnv;
  readonly api: CloudflareApi;
  close(): Promise<void>;
}

/** Starts the API and the provider on free loopback ports and seals the environment. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  const directory = resolve(options.directory);
  const provider = options.provider ?? 'plugin';
  const seed = options.zoneFile === undefined ? undefined : readSeed(options.zoneFile);
  mkdirSync(directory, { recursive: true });
  const unlock = lockSandboxFolder(directory);
  if (options.reset === true) {
    for (const name of ['cloudflare.json', 'terraform', 'cdktf.out']) {
      rmSync(join(directory, name), { recursive: true, force: true });
    }
  }
  const tokens = { token: newToken(), readOnlyToken: newToken() };
  const api = await startCloudflareApi({
    stateFile: join(directory, 'cloudflare.json'),
    ...tokens,
    ...(seed === undefined ? {} : { seed }),
  });
  const apiToken = options.readOnly === true ? tokens.readOnlyToken : tokens.token;
  const plugin: TerraformProvider | undefined =
    provider === 'plugin' ? await startTerraformProvider({ apiBaseUrl: api.baseUrl, apiToken }) : undefined;
  return {
    api,
    environment: sealedEnvironment(options.environment, {
      directory,
      shimFolder: writeTerraformShims(directory, options.terraform.path, provider),
      apiBaseUrl: api.baseUrl,
      apiToken,
      reattach: plugin?.reattach,
    }),
    close: async () => {
      await plugin?.close();
      await api.close();
      unlock();
    },
  };
}

/** As long as a real token, because the provider checks that. It opens nothing but this sandbox, while it runs. */
function newToken(): string {
  return randomBytes(24).toString('hex');
}

function readSeed(file: string): ReturnType<typeof parseSeed> {
  let text: string;
  try {
    text = readFileSync(file, 'utf8');
  } catch (error) {
    throw new InputError('sandbox/zone-file', {
      message: `--zone-file cannot be read, got: \`${file}\` (${error instanceof Error ? error.message : String(error)})`,
      help: 'name a JSON file; docs/sandbox.md shows its form',
    });
  }
  return parseSeed(text, file);
}
