#!/usr/bin/env node
import { createRequire } from 'node:module';
import { Command, CommanderError } from 'commander';
import { InputError } from '../errors';
import { evaluateCommand } from './commands/evaluate';
import { explainCommand } from './commands/explain';
import { exportCommand } from './commands/export';
import { lintCommand } from './commands/lint';
import { preflightCommand } from './commands/preflight';
import { reviewCommand } from './commands/review';
import { sandboxCommand } from './commands/sandbox';
import { showCommand } from './commands/show';
import { traceCommand } from './commands/trace';
import { EXIT_USAGE } from './exit-codes';

/** The command line `waf`. */
async function main(): Promise<void> {
  const program = new Command('waf')
    .description('Cloudflare WAF exceptions as reviewed, versioned TypeScript')
    .version(packageVersion())
    .addCommand(sandboxCommand())
    .addCommand(preflightCommand())
    .addCommand(showCommand())
    .addCommand(exportCommand())
    .addCommand(lintCommand())
    .addCommand(reviewCommand())
    .addCommand(explainCommand())
    .addCommand(evaluateCommand())
    .addCommand(traceCommand())
    .enablePositionalOptions();
  for (const command of [program, ...program.commands]) command.exitOverride();
  await program.parseAsync();
}

/** By the package's own name: the path to package.json differs between the sources and the build. */
function packageVersion(): string {
  const { version } = createRequire(__filename)('waf-exceptions/package.json') as {
    readonly version: string;
  };
  return version;
}

main().catch((error: unknown) => {
  process.exitCode = EXIT_USAGE;
  // commander has printed its own message, and help is no failure.
  if (error instanceof CommanderError) process.exitCode = error.exitCode === 0 ? 0 : EXIT_USAGE;
  else if (error instanceof InputError) console.error(`error: ${error.message}`);
  else console.error(error);
});
