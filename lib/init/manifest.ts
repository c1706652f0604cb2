import { basename } from 'node:path';
import { InputError } from '../errors';

/** The parts of a package.json that an app of ours needs. */
export interface Manifest {
  readonly type?: unknown;
  /** Jest's settings. */
  readonly jest?: unknown;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** What an app needs at run time, and what it is built and tested with: in the versions that this package is tested with. */
const DEPENDENCIES = ['@cdktf/provider-cloudflare', 'cdktf', 'constructs', 'waf-exceptions'];
const DEV_DEPENDENCIES = ['@swc/core', '@types/node', 'cdktf-cli', 'ts-node', 'typescript'];
const JEST_DEPENDENCIES = ['@swc/jest', '@types/jest', 'jest'];

/**
 * Their install scripts compile what they ship for most machines. Where no compiler is, that fails the install, and newer
 * versions of npm ask about each of them. Where `cdktf` has no binary, its error says how to compile one.
 */
const REFUSED_SCRIPTS = ['@cdktf/node-pty-prebuilt-multiarch', '@parcel/watcher', '@swc/core'];

/** What `npm init` writes in place of tests. */
const NO_TEST = /^echo "Error: no test specified" && exit 1$/;

/** What is added to a package.json. */
export interface Additions {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  /** npm's: the dependencies of one package, in place of those that it names. */
  readonly overrides: Readonly<Record<string, unknown>>;
  /** npm's: whether the install script of a package runs. */
  readonly allowScripts: Readonly<Record<string, boolean>>;
}

/** What is known of the app that a package.json is for. */
export interface AppTools {
  /** Whether we write it whole; one that exists has its own tests and tools. */
  readonly isNewApp: boolean;
  readonly library: 'cdktf' | 'cdktn';
  readonly runner: 'jest' | 'vitest';
}

/**
 * What an app lacks: nothing that it has is changed, but for the test that `npm init` leaves open.
 *
 * @param own The package.json of this package.
 */
export function additionsTo(
  manifest: Manifest,
  own: Manifest & { readonly version: string },
  { isNewApp, library, runner }: AppTools,
): Additions {
  const has: Readonly<Record<string, string>> = { ...manifest.dependencies, ...manifest.devDependencies };
  const tests = runner === 'jest' ? 'jest' : 'vitest run';
  const scripts = {
    ...(isNewApp && { test: tests, check: 'tsc --noEmit', synth: 'cdktf synth' }),
    waf: 'waf',
    'sandbox:plan': 'waf sandbox -- cdktf plan',
  };
  // The bindings of Cloudflare know cdktn by the name of cdktf alone.
  const isAliased = library === 'cdktn' && has['cdktf'] === undefined;
  const versions: Readonly<Record<string, string>> = {
    ...own.devDependencies,
    'waf-exceptions': own.version,
    ...(isAliased && { cdktf: `npm:cdktn@${has['cdktn'] ?? '*'}` }),
  };
  const missing = (names: readonly string[]): Record<string, string> =>
    Object.fromEntries(
      names.filter((name) => has[name] === undefined).map((name) => [name, versions[name] ?? '*']),
    );
  const devDependencies = isNewApp
    ? missing([...DEV_DEPENDENCIES, ...(runner === 'jest' ? JEST_DEPENDENCIES : [])])
    : {};
  return {
    scripts: Object.fromEntries(
      Object.entries(scripts).filter(([name]) => {
        const given = manifest.scripts?.[name];
        return given === undefined || (name === 'test' && NO_TEST.test(given));
      }),
    ),
    dependencies: missing(DEPENDENCIES),
    devDependencies,
    overrides: isAliased ? { '@cdktf/provider-cloudflare': { cdktf: '$cdktf' } } : {},
    allowScripts: isNewApp ? Object.fromEntries(REFUSED_SCRIPTS.map((name) => [name, false])) : {},
  };
}

/** The text of a package.json with the additions, indented as it was. What it has comes first, and stays. */
export function withAdditions(text: string, additions: Additions): string {
  const manifest = JSON.parse(text) as Record<string, Record<string, unknown> | undefined>;
  for (const [part, added] of Object.entries(additions) as [keyof Additions, Record<string, unknown>][]) {
    if (Object.keys(added).length === 0) continue;
    const merged = part === 'scripts' ? { ...manifest[part], ...added } : { ...added, ...manifest[part] };
    // npm keeps dependencies in this order.
    manifest[part] = part.endsWith('ependencies')
      ? Object.fromEntries(Object.entries(merged).sort(([a], [b]) => (a < b ? -1 : 1)))
      : merged;
  }
  const [, indent = '  '] = /^\{\s*\n([ \t]+)"/.exec(text) ?? [];
  return `${JSON.stringify(manifest, null, indent)}\n`;
}

/** A package.json for a new app in this folder. */
export function newManifestText(folder: string): string {
  return JSON.stringify({ name: packageName(folder), version: '0.0.0', private: true }, null, 2);
}

function packageName(folder: string): string {
  const words = basename(folder)
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '-')
    .replace(/^-+|-+$/g, '');
  return words === '' ? 'waf' : words.slice(0, 100);
}

/** @throws InputError `init/package-json` */
export function readManifest(text: string): Manifest {
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value;
  } catch {
    // Falls through: what is no JSON and what is no object are the same to us.
  }
  throw new InputError('init/package-json', {
    message: 'package.json is not a JSON object',
    help: 'correct it, or remove it and run `npm init -y`',
  });
}
