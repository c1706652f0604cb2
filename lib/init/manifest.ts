import { InputError } from '../errors';

/** The parts of a package.json that an app of ours needs. */
export interface Manifest {
  readonly type?: unknown;
  readonly scripts?: Readonly<Record<string, string>>;
  readonly dependencies?: Readonly<Record<string, string>>;
  readonly devDependencies?: Readonly<Record<string, string>>;
}

/** What an app needs at run time, and what it is built and tested with: in the versions that this package is tested with. */
const DEPENDENCIES = ['@cdktf/provider-cloudflare', 'cdktf', 'constructs'];
const DEV_DEPENDENCIES = [
  '@swc/core',
  '@swc/jest',
  '@types/jest',
  '@types/node',
  'cdktf-cli',
  'jest',
  'ts-node',
  'typescript',
];

/** What `npm init` writes in place of tests. */
const NO_TEST = /^echo "Error: no test specified" && exit 1$/;

/** What is added to a package.json. */
export interface Additions {
  readonly scripts: Readonly<Record<string, string>>;
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
}

/**
 * What an app lacks: nothing that it has is changed, but for the test that `npm init` leaves open.
 *
 * @param own The package.json of this package.
 * @param isNew Whether the app is one that we write whole; one that exists has its own tests and tools.
 */
export function additionsTo(
  manifest: Manifest,
  own: Manifest & { readonly version: string },
  isNew: boolean,
): Additions {
  const has = { ...manifest.dependencies, ...manifest.devDependencies };
  const scripts = {
    ...(isNew && { test: 'jest', check: 'tsc --noEmit', synth: 'cdktf synth' }),
    waf: 'waf',
    'sandbox:plan': 'waf sandbox -- cdktf plan',
  };
  const versions: Readonly<Record<string, string>> = {
    ...own.devDependencies,
    'waf-exceptions': own.version,
  };
  const missing = (names: readonly string[]): Record<string, string> =>
    Object.fromEntries(
      names.filter((name) => has[name] === undefined).map((name) => [name, versions[name] ?? '*']),
    );
  return {
    scripts: Object.fromEntries(
      Object.entries(scripts).filter(([name]) => {
        const given = manifest.scripts?.[name];
        return given === undefined || (name === 'test' && NO_TEST.test(given));
      }),
    ),
    dependencies: missing([...DEPENDENCIES, 'waf-exceptions']),
    devDependencies: isNew ? missing(DEV_DEPENDENCIES) : {},
  };
}

/** The text of a package.json with the additions, indented as it was. */
export function withAdditions(text: string, additions: Additions): string {
  const manifest = JSON.parse(text) as Record<string, unknown>;
  for (const [part, added] of Object.entries(additions) as [keyof Additions, Record<string, string>][]) {
    if (Object.keys(added).length === 0) continue;
    const merged = { ...(manifest[part] as object | undefined), ...added };
    // npm keeps dependencies in this order.
    manifest[part] =
      part === 'scripts'
        ? merged
        : Object.fromEntries(Object.entries(merged).sort(([a], [b]) => (a < b ? -1 : 1)));
  }
  const [, indent = '  '] = /^\{\s*\n([ \t]+)"/.exec(text) ?? [];
  return `${JSON.stringify(manifest, null, indent)}\n`;
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
