import { CloudflareProvider } from '@cdktf/provider-cloudflare/lib/provider';
import bindings from '@cdktf/provider-cloudflare/package.json';
import { Zone, ZoneWaf } from '../../lib';
import { providerSchema } from '../../lib/provider-schema';
import { objectAt, synthStack } from '../support/synth';
import { read } from './source-files';

/** The provider that the bindings were generated from, and that the sandbox and the preflight know. */
const PROVIDER_VERSION = '5.14.0';

interface Manifest {
  readonly engines: { readonly node: string };
  readonly dependencies: Readonly<Record<string, string>>;
  readonly devDependencies: Readonly<Record<string, string>>;
  readonly peerDependencies: Readonly<Record<string, string>>;
  readonly peerDependenciesMeta: Readonly<Record<string, { readonly optional?: boolean }>>;
  readonly allowScripts: Readonly<Record<string, boolean>>;
  readonly scripts: Readonly<Record<string, string>>;
}

interface LockedPackage {
  readonly version?: string;
  readonly resolved?: string;
  readonly hasInstallScript?: boolean;
  readonly integrity?: string;
  readonly inBundle?: boolean;
  readonly engines?: { readonly node?: string };
}

const manifest = JSON.parse(read('package.json')) as Manifest;
const lock = JSON.parse(read('package-lock.json')) as {
  readonly packages: Readonly<Record<string, Omit<Manifest, 'engines'> & LockedPackage>>;
};

test('the bindings are those of the pinned provider', () => {
  expect(bindings.cdktf.provider.version).toBe(PROVIDER_VERSION);
});

test('the schema table is that of the pinned provider', () => {
  expect(providerSchema.providerVersion).toBe(PROVIDER_VERSION);
});

test('a synthesised stack asks Terraform for exactly the pinned provider', () => {
  const { terraform } = synthStack((stack) => {
    new CloudflareProvider(stack, 'cloudflare');
    new ZoneWaf(stack, 'waf', { zone: Zone.fromName('example.com'), namespace: 'dashboard' });
  });
  expect(objectAt(terraform, 'terraform', 'required_providers')).toEqual({
    cloudflare: { source: 'cloudflare/cloudflare', version: PROVIDER_VERSION },
  });
});

test('dependencies are exact versions', () => {
  const all = Object.entries({ ...manifest.dependencies, ...manifest.devDependencies });
  expect(all.filter(([, version]) => !/^\d+\.\d+\.\d+$/.test(version))).toEqual([]);
});

test('each package in the build runs on the oldest Node that ours runs on', () => {
  const [, oldest] = /^>=(\d+)/.exec(manifest.engines.node) ?? [];
  const quoted = [...read('scripts/build/chunks.mjs').matchAll(/'([^']+)'/g)].map(([, name = '']) => name);
  const built = quoted.filter((name) => Object.hasOwn(manifest.devDependencies, name));
  expect(built.length).toBeGreaterThan(5);
  const needed = built.map((name) => {
    const range = lock.packages[`node_modules/${name}`]?.engines?.node ?? '>=0';
    // The last alternative, such as in `^18 || >=20`.
    return [name, Number(/>= ?(\d+)[\d.*]*$/.exec(range)?.[1])] as const;
  });
  expect(needed.filter(([, node]) => !(node <= Number(oldest)))).toEqual([]);
});

test('each peer dependency that an app needs is installed for development', () => {
  const { peerDependencies, peerDependenciesMeta } = manifest;
  const needed = Object.keys(peerDependencies).filter(
    (name) => peerDependenciesMeta[name]?.optional !== true,
  );
  expect(needed).toEqual(['@cdktf/provider-cloudflare', 'cdktf', 'constructs']);
  expect(needed.filter((name) => !Object.hasOwn(manifest.devDependencies, name))).toEqual([]);
});

test('the version of cdktn that npm run check:cdktn tries is the least that the peers allow', () => {
  const [, tried] = /^const CDKTN = '(.*)';$/m.exec(read('scripts/check-cdktn.ts')) ?? [];
  expect(manifest.peerDependencies['cdktn']).toBe(`>=${tried} <1`);
  expect(read('docs/leaving-cdktf.md')).toContain(`"cdktf": "npm:cdktn@${tried}"`);
});

test('the lock file is that of package.json', () => {
  const { dependencies, devDependencies, peerDependencies, peerDependenciesMeta } = manifest;
  expect(lock.packages['']).toMatchObject({
    dependencies,
    devDependencies,
    peerDependencies,
    peerDependenciesMeta,
  });
  for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
    expect([name, lock.packages[`node_modules/${name}`]?.version]).toEqual([name, version]);
  }
});

test('the lock file holds no address that packages came from', () => {
  const withAddress = Object.entries(lock.packages).filter(([, { resolved }]) => resolved !== undefined);
  expect(withAddress.map(([path]) => path)).toEqual([]);
});

test('the lock file has a hash of each package, but of those inside of the archive of another', () => {
  const packages = Object.entries(lock.packages).filter(([path]) => path !== '');
  const withoutHash = packages.filter(([, { integrity }]) => integrity === undefined);
  expect(withoutHash.filter(([, { inBundle }]) => inBundle !== true).map(([path]) => path)).toEqual([]);
  // npm never writes one for these: the hash of cdktf's archive covers them.
  expect(withoutHash.filter(([path]) => !path.startsWith('node_modules/cdktf/node_modules/'))).toEqual([]);
  expect(lock.packages['node_modules/cdktf']?.integrity).toMatch(/^sha512-/);
});

test('no package may run an install script, while npm pack may build ours', () => {
  const withScript = Object.entries(lock.packages)
    .filter(([, { hasInstallScript }]) => hasInstallScript === true)
    .map(([path]) => path.replace(/^.*node_modules\//, ''));
  expect(manifest.allowScripts).toEqual(Object.fromEntries(withScript.map((name) => [name, false])));
  expect(read('.npmrc')).not.toContain('ignore-scripts');
  expect(manifest.scripts['prepack']).toBe('npm run --silent build');
});

test('the lock file knows each optional package, so that npm ci works on every platform', () => {
  const optional = Object.entries(lock.packages).flatMap(([path, entry]) =>
    Object.keys((entry as { optionalDependencies?: object }).optionalDependencies ?? {}).map((name) => ({
      path,
      name,
    })),
  );
  expect(optional.length).toBeGreaterThan(10);
  const missing = optional.filter(
    ({ path, name }) => !placesOf(path, name).some((place) => place in lock.packages),
  );
  expect(missing.map(({ name }) => name)).toEqual([]);
});

/** Where Node looks for a package that the package at a path asks for. */
function placesOf(path: string, name: string): readonly string[] {
  const parents = path
    .split('/node_modules/')
    .map((_, index, parts) => parts.slice(0, index + 1).join('/node_modules/'));
  return [`node_modules/${name}`, ...parents.map((parent) => `${parent}/node_modules/${name}`)];
}
