import { existsSync, lstatSync, readFileSync } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import { decodeText, docsPage, fileReason, InputError, show } from '../errors';
import { type Manifest, readManifest } from './manifest';

/** The folder that an app is written into, as it is before. */
export interface AppFolder {
  readonly path: string;
  readonly manifest: Manifest;
  /** The text of its package.json, if it has one. */
  readonly manifestText: string | undefined;
  /** False if it holds an app, which its cdktf.json shows. */
  readonly isNewApp: boolean;
  /** Whether its TypeScript is compiled to ES modules, whose imports name files. */
  readonly isEsm: boolean;
  /** The file that an existing app runs, if cdktf.json names one. */
  readonly mainFile: string | undefined;
  readonly testRunner: 'jest' | 'vitest' | undefined;
  /** The library that its stacks import. */
  readonly library: 'cdktf' | 'cdktn';
  /** The folder of the Git repository that it is in; itself, if it is in none. */
  readonly repository: string;
  /** The branch that the repository deploys from. */
  readonly branch: string;
}

/**
 * Looks at a folder, and refuses one into which no app can be written.
 *
 * @throws InputError `init/language`, `init/module`, `init/package-json`, `init/unreadable`
 */
export function readAppFolder(path: string): AppFolder {
  const manifestText = readIfThere(join(path, 'package.json'));
  const manifest = manifestText === undefined ? {} : readManifest(manifestText);
  const isNewApp = !isThere(join(path, 'cdktf.json'));
  const isEsm = manifest.type === 'module';
  if (isNewApp && isEsm) refuseModules();
  const packages = Object.keys({ ...manifest.dependencies, ...manifest.devDependencies });
  const repository = repositoryOf(path);
  return {
    path,
    manifest,
    manifestText,
    isNewApp,
    isEsm,
    mainFile: isNewApp ? undefined : requireTypeScript(path),
    testRunner: (['jest', 'vitest'] as const).find((name) => packages.includes(name)),
    library: packages.includes('cdktn') ? 'cdktn' : 'cdktf',
    repository,
    branch: defaultBranch(repository),
  };
}

/** Also a link that leads nowhere is there: nothing can be written in its place. */
export function isThere(file: string): boolean {
  try {
    return lstatSync(file, { throwIfNoEntry: false }) !== undefined;
  } catch {
    // Where a file takes the place of its folder, writing it says so.
    return false;
  }
}

/** The file that cdktf.json runs, if it names one in TypeScript. */
function requireTypeScript(folder: string): string | undefined {
  const text = readIfThere(join(folder, 'cdktf.json')) ?? '';
  let content: { readonly language?: unknown; readonly app?: unknown } | null;
  try {
    content = JSON.parse(text) as typeof content;
  } catch {
    throw otherLanguage('cdktf.json must name the language "typescript", and it is not JSON');
  }
  if (content?.language !== 'typescript') {
    throw otherLanguage(`cdktf.json must name the language "typescript", got: ${show(content?.language)}`);
  }
  const app = typeof content.app === 'string' ? content.app : '';
  const [main] = /[^\s"'=]+\.[cm]?ts\b/.exec(app) ?? [];
  // CDKTF calls JavaScript "typescript", too; compiled TypeScript has a tsconfig.json.
  if (main === undefined && /\.[cm]?js\b/.test(app) && !isThere(join(folder, 'tsconfig.json'))) {
    throw new InputError('init/language', {
      message: `the app is in JavaScript, because cdktf.json runs ${show(app)} and there is no tsconfig.json; the stack would be in TypeScript`,
      help: `run it in a separate folder, or write the exception by hand, which works in JavaScript as well: ${docsPage('exceptions.md')}`,
    });
  }
  return main === undefined ? undefined : posix.normalize(main);
}

function otherLanguage(message: string): InputError {
  return new InputError('init/language', {
    message,
    help: 'run it in a separate folder; for an app in another language, `waf show --format hcl` prints what to write',
  });
}

function refuseModules(): never {
  throw new InputError('init/module', {
    message: 'package.json says "type": "module", but a CDKTF app in TypeScript is CommonJS',
    help: 'run it in a separate folder, or remove "type" from package.json',
  });
}

function repositoryOf(folder: string): string {
  for (let root = folder; ; root = dirname(root)) {
    if (existsSync(join(root, '.git'))) return root;
    if (dirname(root) === root) return folder;
  }
}

/** The default branch of the remote that was cloned; GitHub calls it `main` unless someone says otherwise. */
function defaultBranch(repository: string): string {
  try {
    const head = readFileSync(join(repository, '.git', 'refs', 'remotes', 'origin', 'HEAD'), 'utf8');
    const [, branch = 'main'] = /^ref: refs\/remotes\/origin\/([\w./-]+)\s*$/.exec(head) ?? [];
    return branch;
  } catch {
    // No repository, or one without a remote.
    return 'main';
  }
}

function readIfThere(file: string): string | undefined {
  if (!existsSync(file)) return undefined;
  try {
    return decodeText(readFileSync(file));
  } catch (error) {
    throw new InputError('init/unreadable', {
      message: `${show(basename(file))} cannot be read: ${fileReason(error)}`,
      help: 'run it in a separate folder, or correct what is there',
    });
  }
}
