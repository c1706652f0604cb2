import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { docsPage, escapeControls, InputError } from '../errors';
import { type CloudflareApi, parseSeed, startCloudflareApi } from './cloudflare-api';
import { newRequestTracer, startEdge, startOrigin } from './edge';
import { ownOrigin } from './own-origin';
import { startRuleEngine } from './rule-engine';
import { missingZones } from './stack-zones';
import { startClosedProxy } from './closed-proxy';
import { checkLetIn, providerVariables, sealedEnvironment } from './sealed-environment';
import { lockSandboxFolder } from './sandbox-lock';
import { watchStacks } from './synthesised-stacks';
import { claimStateFolder, resetStateFolder } from './state-folder';
import { startTerraformProvider } from './terraform-provider';
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
   * JSON file with the zones that a new sandbox starts with; it then gets no others.
   *
   * @default - the lived-in zone example.com and the fresh zone example.net, and a zone for each one that a stack names
   */
  readonly zoneFile?: string;
  /**
   * Discard what the folder holds and start over.
   *
   * @default false
   */
  readonly reset?: boolean;
  /**
   * Folder that gets what passes the edge as Logpush delivers it.
   *
   * @default - nothing is written
   */
  readonly logs?: string;
  /**
   * URL of a server on this machine that the edge passes requests on to, such as `http://127.0.0.1:8080`.
   *
   * @default - an origin of the sandbox's own, which answers 200 to everything
   */
  readonly origin?: string;
  /**
   * What runs the OWASP ruleset of a zone: `stand-ins` for two of its rules, or `crs`, a ModSecurity with the OWASP Core Rule
   * Set, which has to be installed.
   *
   * @default stand-ins
   */
  readonly managedRules?: 'stand-ins' | 'crs';
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
  /**
   * Names of variables of the outer environment that commands get beside those that they need to run.
   *
   * @default - none
   */
  readonly letIn?: readonly string[];
}

/** A Cloudflare on loopback, with Terraform tied to it. */
export interface Sandbox {
  /** The whole environment for commands in the sandbox. */
  readonly environment: NodeJS.ProcessEnv;
  readonly api: CloudflareApi;
  close(): Promise<void>;
}

/** Starts the API, the edge with an origin, and the provider on free loopback ports and seals the environment. */
export async function startSandbox(options: SandboxOptions): Promise<Sandbox> {
  checkLetIn(options.letIn ?? [], options.environment);
  const otherOrigin = options.origin === undefined ? undefined : ownOrigin(options.origin);
  const seed = options.zoneFile === undefined ? undefined : readSeed(options.zoneFile);
  const directory = claimStateFolder(options.directory);
  const closers: (() => Promise<void> | void)[] = [lockSandboxFolder(directory)];
  const close = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  try {
    if (options.reset === true) resetStateFolder(directory);
    const origin =
      otherOrigin === undefined ? await startOrigin() : { url: otherOrigin, log: [], close: doNothing };
    closers.push(() => origin.close());
    const tokens = { token: newToken(), readOnlyToken: newToken() };
    const api: CloudflareApi = await startCloudflareApi({
      stateFile: join(directory, 'cloudflare.json'),
      ...tokens,
      originLog: () => origin.log,
      traceRequest: newRequestTracer(() => api),
      ...(options.logs === undefined ? {} : { logFolder: options.logs }),
      ...(seed === undefined ? { beforeOperation: zoneMaker(directory, () => api) } : {}),
      ...(seed === undefined ? {} : { seed }),
    });
    closers.push(() => api.close());
    const engine = options.managedRules === 'crs' ? await startRuleEngine(options.environment) : undefined;
    if (engine !== undefined) closers.push(() => engine.close());
    const edge = await startEdge({ api, originUrl: origin.url, engine });
    closers.push(() => edge.close());
    const apiToken = options.readOnly === true ? tokens.readOnlyToken : tokens.token;
    const provider = options.provider ?? 'plugin';
    let reattach: string | undefined;
    if (provider === 'plugin') {
      const plugin = await startTerraformProvider({ apiBaseUrl: api.baseUrl, apiToken });
      closers.push(() => plugin.close());
      reattach = plugin.reattach;
    }
    const closedProxy = await startClosedProxy();
    closers.push(() => closedProxy.close());
    const letIn = options.letIn ?? [];
    const shimFolder = writeTerraformShims({
      directory,
      terraformPath: options.terraform.path,
      isRegistryProvider: provider === 'registry',
      closedProxyUrl: closedProxy.url,
      variables: {
        CLOUDFLARE_BASE_URL: api.baseUrl,
        CHECKPOINT_DISABLE: '1',
        ...providerVariables(reattach, options.environment),
      },
      letIn,
    });
    const settings = {
      directory,
      shimFolder,
      apiBaseUrl: api.baseUrl,
      apiToken,
      edgeUrl: edge.url,
      reattach,
      letIn,
    };
    return { api, environment: sealedEnvironment(options.environment, settings), close };
  } catch (error) {
    // A server left open would keep the process alive, and the folder would stay locked.
    await close();
    throw error;
  }
}

function doNothing(): void {
  // A server that someone else started is theirs to stop.
}

/** Makes the zones that stacks in the sandbox name and that it does not have, so that every stack can be planned. */
function zoneMaker(directory: string, api: () => CloudflareApi): () => void {
  const changedStacks = watchStacks(directory);
  return () => {
    for (const { name, configuration } of changedStacks()) {
      const seed = missingZones(configuration, api().state);
      api().addZones(seed);
      for (const zone of seed.zones) {
        process.stderr.write(
          `sandbox: created the zone ${escapeControls(zone.name)} for the stack ${escapeControls(name)}, on the Enterprise plan, with managed rules only\n`,
        );
      }
    }
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
      help: `name a JSON file; ${docsPage('sandbox.md')} shows the format`,
    });
  }
  return parseSeed(text, file);
}
