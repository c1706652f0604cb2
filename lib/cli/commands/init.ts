import { createRequire } from 'node:module';
import { basename } from 'node:path';
import { Command } from 'commander';
import { PLANS } from '../../cloudflare';
import { docsPage, escapeControls, InputError } from '../../errors';
import { freeId } from '../../exception-code';
import {
  type Answers,
  type AppPlan,
  CHECKS,
  planApp,
  readAppFolder,
  requireRoom,
  writeApp,
} from '../../init';
import { ask } from '../ask';
import { examples } from '../examples';

/** An answer, the option that gives it, and how it is asked for. */
interface Question {
  readonly key: keyof Answers;
  readonly option: string;
  readonly question: string;
  /** What an empty answer stands for; without one there must be an answer. */
  readonly preset?: string;
}

/** `waf init` */
export function initCommand(): Command {
  return new Command('init')
    .description('Write a CDKTF app with an exception, its tests and GitHub workflows')
    .option('--zone <zone>', 'domain name of the zone in Cloudflare')
    .option('--host <host>', 'host of the blocked request, in that zone')
    .option('--path <path>', 'its exact path')
    .option('--method <method>', 'its method (default: POST)')
    .option('--zone-plan <plan>', `Cloudflare plan of the zone: ${PLANS.join(', ')}`)
    .option(
      '--namespace <name>',
      'owner of the exceptions, unique among the stacks of the zone (default: the folder name)',
    )
    .option('--no-workflows', 'do not write the GitHub workflows')
    .addHelpText(
      'after',
      examples(
        'waf init',
        'waf init --zone example.com --host app.example.com --path /export --zone-plan pro',
      ),
    )
    .addHelpText(
      'after',
      '\nOn a terminal, it asks for missing options. It never overwrites a file.\nExit code: 0 written, 2 nothing was written.',
    )
    .action(async (flags: InitFlags) => {
      const folder = process.cwd();
      const { workflows } = flags;
      // First: no answer helps a folder without room for the files.
      const before = readAppFolder(folder);
      requireRoom(before, workflows);
      const answers = await answersOf(flags, basename(folder));
      const plan = planApp(answers, before, { own: ownManifest(), workflows, nowMs: Date.now() });
      await writeApp(folder, plan);
      process.stdout.write(report(plan));
    });
}

type InitFlags = Partial<Readonly<Record<keyof Answers, string>>> & { readonly workflows: boolean };

function questions(folder: string): readonly Question[] {
  return [
    { key: 'zone', option: '--zone', question: 'Zone, as Cloudflare names it (such as example.com)' },
    { key: 'host', option: '--host', question: 'Host of the blocked request (such as shop.example.com)' },
    { key: 'path', option: '--path', question: 'Path of the blocked request (such as /checkout/import)' },
    { key: 'method', option: '--method', question: 'Method of the blocked request', preset: 'POST' },
    { key: 'zonePlan', option: '--zone-plan', question: `Cloudflare plan of the zone (${PLANS.join(', ')})` },
    {
      key: 'namespace',
      option: '--namespace',
      question: 'Namespace, unique among the stacks of the zone',
      preset: freeId([folder], 'waf', new Set()),
    },
  ];
}

/** From the options; on a terminal, from its user, for what they leave open. */
async function answersOf(flags: InitFlags, folder: string): Promise<Answers> {
  const before: Partial<Record<keyof Answers, string>> = {};
  const asked: Question[] = [];
  for (const question of questions(folder)) {
    const { key, option, preset } = question;
    const given = flags[key] ?? (process.stdin.isTTY ? undefined : preset);
    if (given === undefined) asked.push(question);
    else before[key] = checked(key, given, before, option);
  }
  const [first] = asked;
  if (first === undefined) return before as Answers;
  if (!process.stdin.isTTY) {
    throw new InputError('init/missing', {
      message: `\`${first.option}\` is missing, and there is no terminal to ask for it`,
      help: `give ${asked.map(({ option }) => option).join(', ')}`,
    });
  }
  await ask(
    asked.map(({ key, question, preset }) => ({
      question,
      preset,
      take: (answer) => {
        before[key] = checked(key, answer, before);
      },
    })),
  );
  return before as Answers;
}

function checked(
  key: keyof Answers,
  text: string,
  before: Partial<Record<keyof Answers, string>>,
  option?: string,
): string {
  try {
    return CHECKS[key](text, before as Partial<Answers>);
  } catch (error) {
    throw error instanceof InputError && option !== undefined ? error.at(option).fromOutside() : error;
  }
}

/** By its own name: the path to package.json differs between the sources and the build. */
function ownManifest() {
  return createRequire(__filename)('waf-exceptions/package.json') as {
    readonly version: string;
    readonly devDependencies: Readonly<Record<string, string>>;
  };
}

function report({ files, manifest, byHand, stack, isNewApp, plansByScript }: AppPlan): string {
  const { scripts, dependencies, devDependencies, ...settings } = manifest.additions;
  const added = [
    ...Object.keys({ ...scripts, ...dependencies, ...devDependencies }),
    ...Object.entries(settings).flatMap(([name, value]) => (Object.keys(value).length === 0 ? [] : [name])),
  ];
  const sandboxPlan = plansByScript ? 'npm run sandbox:plan --' : 'npx waf sandbox -- cdktf plan';
  const paths = [...files.map(({ path }) => path), ...(manifest.isNew ? ['package.json'] : [])];
  return [
    ...paths.map((path) => `wrote ${escapeControls(path)}`),
    ...(manifest.isNew || added.length === 0 ? [] : [`added to package.json: ${added.join(', ')}`]),
    ...byHand.map((line) => `by hand: ${line}`),
    '',
    'Next:',
    '  npm install',
    ...(isNewApp ? ['  npm test'] : []),
    `  ${sandboxPlan} ${stack}    a plan against a simulated Cloudflare on this machine`,
    '',
    `Then the real zone: ${docsPage('getting-started.md')}`,
    '',
  ].join('\n');
}
