import { join, posix, relative, sep } from 'node:path';
import { docsPage, InputError, show } from '../errors';
import type { Answers } from './answers';
import { type AppFolder, isThere } from './app-folder';
import { type Additions, additionsTo, type Manifest, newManifestText, withAdditions } from './manifest';
import { mainCode, stackCode, stackLine, testCode } from './stack-code';
import { cdktfJson, jestConfigOf, toolFiles } from './tool-files';
import { workflowFiles } from './workflow-files';

/** A file of a new app. */
export interface NewFile {
  /** From the folder of the app, with `/` between. */
  readonly path: string;
  readonly text: string;
}

/** What `waf init` writes, and what it leaves to be done by hand. */
export interface AppPlan {
  readonly files: readonly NewFile[];
  /** The package.json after it: a new one, or one with additions. */
  readonly manifest: { readonly text: string; readonly isNew: boolean; readonly additions: Additions };
  /** What remains to be done, besides the install. */
  readonly byHand: readonly string[];
  readonly stack: string;
  readonly isNewApp: boolean;
  /** Whether `npm run sandbox:plan` is ours. */
  readonly plansByScript: boolean;
}

/** How to write an app. */
export interface AppOptions {
  /** The package.json of this package. */
  readonly own: Manifest & { readonly version: string };
  /** Whether the GitHub workflows are written. */
  readonly workflows: boolean;
  readonly nowMs: number;
}

/** What to write for these answers into a folder that has room for it. Nothing is written yet. */
export function planApp(answers: Answers, folder: AppFolder, { own, workflows, nowMs }: AppOptions): AppPlan {
  const stack = `${answers.namespace}-waf`;
  const { isNewApp, manifest, library } = folder;
  const style = { library, isEsm: folder.isEsm, runner: folder.testRunner ?? 'jest' } as const;
  const tools = isNewApp ? toolFiles(style.runner) : [];
  // Others have reasons for what is in these.
  const kept = tools.filter((file) => placeOf(folder, file.path) !== undefined);
  const additions = additionsTo(manifest, own, { isNewApp, library, runner: style.runner });
  return {
    files: [
      ...(isNewApp
        ? [
            { path: 'cdktf.json', text: cdktfJson() },
            { path: 'main.ts', text: mainCode(stack, style) },
          ]
        : []),
      { path: 'waf-stack.ts', text: stackCode(answers, nowMs, style) },
      { path: 'waf-stack.test.ts', text: testCode(answers, stack, style) },
      ...(workflows ? workflowsOf(folder, stack, own.version) : []),
      ...tools.filter((file) => !kept.includes(file)).map(({ path, text }) => ({ path, text })),
    ],
    manifest: {
      text: withAdditions(folder.manifestText ?? newManifestText(folder.path), additions),
      isNew: folder.manifestText === undefined,
      additions,
    },
    byHand: [
      ...kept.map(
        ({ path, byHand }) => `${placeOf(folder, path) ?? path} already exists; it needs ${byHand}`,
      ),
      ...(isNewApp ? [] : [addStack(folder, stack)]),
      ...(isNewApp || folder.testRunner !== undefined
        ? []
        : [`waf-stack.test.ts needs a test runner, such as Jest: ${docsPage('testing.md')}`]),
      ...(workflows && manifest.scripts?.['waf'] !== undefined && manifest.scripts['waf'] !== 'waf'
        ? ['the workflows run `npm run waf`, which is another script of yours: change it to "waf": "waf"']
        : []),
    ],
    stack,
    isNewApp,
    plansByScript: additions.scripts['sandbox:plan'] !== undefined,
  };
}

/**
 * Refuses a folder that holds a file that would be written. Their names depend on no answer.
 *
 * @throws InputError `init/exists`
 */
export function requireRoom(folder: AppFolder, workflows: boolean): void {
  const advice: readonly (readonly [path: string, help: string])[] = [
    ...(folder.isNewApp
      ? [['main.ts', 'if it is the code of an app, run the command in the folder of its cdktf.json'] as const]
      : []),
    ['waf-stack.ts', `add another \`new WafException(waf, ...)\` to it: ${docsPage('exceptions.md')}`],
    ['waf-stack.test.ts', `add a test of the new exception to it: ${docsPage('testing.md')}`],
    ...(workflows
      ? [...workflowFiles({ stack: '', folder: '.', version: '', runsTests: false, branch: '' }).keys()].map(
          (name) =>
            [
              workflowPath(folder, name),
              `add a job for the stack to it, and pass --no-workflows: ${docsPage('workflows-elsewhere.md')}`,
            ] as const,
        )
      : []),
  ];
  const existing = advice.filter(([path]) => isThere(join(folder.path, path)));
  if (existing.length === 0) return;
  throw new InputError('init/exists', {
    message: `${existing.map(([path]) => show(path)).join(', ')} ${existing.length === 1 ? 'exists' : 'exist'} already; nothing was written`,
    help: ['run it in another folder, or:', ...existing.map(([path, help]) => `${path}: ${help}`)].join(
      '\n    ',
    ),
  });
}

/** Where the folder has a file for what this one is for. */
function placeOf(folder: AppFolder, path: string): string | undefined {
  if (path === 'jest.config.js') return jestConfigOf(folder);
  return isThere(join(folder.path, path)) ? path : undefined;
}

function addStack({ mainFile, isEsm }: AppFolder, stack: string): string {
  const from = mainFile === undefined ? '.' : posix.relative(posix.dirname(mainFile), '.');
  const module = `${from === '' || from === '.' ? '.' : from}/waf-stack${isEsm ? '.js' : ''}`;
  const place = mainFile ?? 'the file that cdktf.json runs';
  return `add to ${place}: ${stackLine(stack)} with \`import { WafStack } from '${module}';\``;
}

function workflowsOf(folder: AppFolder, stack: string, version: string): readonly NewFile[] {
  const below = relative(folder.repository, folder.path).split(sep).join('/');
  const place = {
    stack,
    folder: below === '' ? '.' : below,
    version,
    // Those of an app that exists are run by workflows of its own.
    runsTests: folder.isNewApp,
    branch: folder.branch,
  };
  return [...workflowFiles(place)].map(([name, text]) => ({ path: workflowPath(folder, name), text }));
}

function workflowPath({ path, repository }: AppFolder, name: string): string {
  return relative(path, join(repository, '.github', 'workflows', name))
    .split(sep)
    .join('/');
}
