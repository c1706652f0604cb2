#!/usr/bin/env node
import { createRequire } from 'node:module';
import { Command, CommanderError } from 'commander';
import { environmentRedactor, escapeLines, InputError, redactStreams } from '../errors';
import { examples } from './examples';
import { EXIT_USAGE } from './exit-codes';

/*
 * The commands, in the order of the help: from the refused request to the exception and its end. Each is loaded when it is called: together they take several times as long to
 * start.
 */
/* eslint-disable @typescript-eslint/no-require-imports -- an import would load them at once */
const COMMANDS: ReadonlyMap<string, () => Command> = new Map<string, () => Command>([
  ['init', () => (require('./commands/init') as typeof import('./commands/init')).initCommand()],
  [
    'diagnose',
    () => (require('./commands/diagnose') as typeof import('./commands/diagnose')).diagnoseCommand(),
  ],
  ['propose', () => (require('./commands/propose') as typeof import('./commands/propose')).proposeCommand()],
  ['rules', () => (require('./commands/rules') as typeof import('./commands/rules')).rulesCommand()],
  ['import', () => (require('./commands/import') as typeof import('./commands/import')).importCommand()],
  ['lint', () => (require('./commands/lint') as typeof import('./commands/lint')).lintCommand()],
  ['trace', () => (require('./commands/trace') as typeof import('./commands/trace')).traceCommand()],
  ['review', () => (require('./commands/review') as typeof import('./commands/review')).reviewCommand()],
  [
    'preflight',
    () => (require('./commands/preflight') as typeof import('./commands/preflight')).preflightCommand(),
  ],
  ['verify', () => (require('./commands/verify') as typeof import('./commands/verify')).verifyCommand()],
  ['status', () => (require('./commands/status') as typeof import('./commands/status')).statusCommand()],
  ['remove', () => (require('./commands/remove') as typeof import('./commands/remove')).removeCommand()],
  ['ci', () => (require('./commands/ci') as typeof import('./commands/ci')).ciCommand()],
  ['show', () => (require('./commands/show') as typeof import('./commands/show')).showCommand()],
  ['explain', () => (require('./commands/explain') as typeof import('./commands/explain')).explainCommand()],
  [
    'evaluate',
    () => (require('./commands/evaluate') as typeof import('./commands/evaluate')).evaluateCommand(),
  ],
  ['export', () => (require('./commands/export') as typeof import('./commands/export')).exportCommand()],
  ['sandbox', () => (require('./commands/sandbox') as typeof import('./commands/sandbox')).sandboxCommand()],
  [
    'completion',
    () =>
      (require('./commands/completion') as typeof import('./commands/completion')).completionCommand(() =>
        programOf([...COMMANDS.values()]),
      ),
  ],
]);
/* eslint-enable @typescript-eslint/no-require-imports */

/** The command line `waf`. */
async function main([name = '']: readonly string[]): Promise<void> {
  const program = programOf(commandsFor(name));
  configure(program, 'waf');
  await program.parseAsync();
}

/** Help, and what a misspelt name may have meant, take them all; the version takes none. */
function commandsFor(name: string): readonly (() => Command)[] {
  if (name === '--version' || name === '-V') return [];
  const called = COMMANDS.get(name);
  return called === undefined ? [...COMMANDS.values()] : [called];
}

function programOf(commands: readonly (() => Command)[]): Command {
  const program = new Command('waf')
    .description('Cloudflare WAF exceptions as reviewed, versioned TypeScript')
    .version(packageVersion())
    .enablePositionalOptions()
    .addHelpText(
      'after',
      examples(
        'waf diagnose answer.txt            find out who answered a request, and why',
        'waf propose events.json            write the narrowest exception for blocked requests',
        'waf review dashboard-waf           review what a plan does to which requests',
        'waf status --live example.com      see which exceptions are still needed',
      ),
    );
  for (const load of commands) program.addCommand(load());
  return program;
}

/** Makes a command, and those below it, end and report as all of them do. */
function configure(command: Command, path: string): void {
  command.exitOverride();
  command.configureOutput({
    outputError: (text, write) => {
      write(escapeLines(text));
    },
  });
  command.showHelpAfterError(`  help: \`${path} --help\` lists what it accepts`);
  for (const below of command.commands) configure(below, `${path} ${below.name()}`);
}

/** By the package's own name: the path to package.json differs between the sources and the build. */
function packageVersion(): string {
  const { version } = createRequire(__filename)('waf-exceptions/package.json') as {
    readonly version: string;
  };
  return version;
}

// Who reads the output has seen enough, as `head` does.
process.stdout.on('error', (error: NodeJS.ErrnoException) => {
  if (error.code !== 'EPIPE') throw error;
  process.exit(EXIT_USAGE);
});
redactStreams([process.stdout, process.stderr], environmentRedactor(process.env));
main(process.argv.slice(2)).catch((error: unknown) => {
  process.exitCode = EXIT_USAGE;
  // commander has printed its own message, and help is no failure.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : EXIT_USAGE;
  else if (error instanceof InputError) console.error(`error: ${error.message}`);
  else console.error(error);
});
