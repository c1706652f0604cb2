import { relative } from 'node:path';
import { Command } from 'commander';
import { InputError, show } from '../../errors';
import { type AppRemoval, removeFromApp } from '../../removal';
import { examples } from '../examples';
import { mentions } from '../mentions';
import { formattedAsBefore } from '../../exception-code/formatted';
import { rewriteFile } from '../rewrite-file';

/** `waf remove <id...>` */
export function removeCommand(): Command {
  return new Command('remove')
    .description('Remove exceptions from the code of the app')
    .argument('<id...>', 'id of the exception, or the `ref` of its rule')
    .option('--app <file>', 'the TypeScript file that the app runs (default: as in cdktf.json)')
    .addHelpText('after', examples('waf remove export-mp4', 'waf remove wafx__dashboard__export-mp4'))
    .addHelpText('after', '\nExit code: 0 removed, 2 nothing was changed.')
    .action(async (words: readonly string[], { app }: { readonly app?: string }) => {
      const directory = process.cwd();
      // All of them or none: files are written once every removal is sure.
      const { removed, files } = removeFromApp(directory, [...new Set(words.map(idOf))], app);
      const formatted = await Promise.all(files.map(formattedAsBefore));
      for (const { path, after } of formatted) rewriteFile(path, after);
      process.stdout.write(removed.map((one) => report(directory, one)).join(''));
      process.stdout.write(
        '\nNext: npm test, then plan. The review shows which requests are inspected again.\n',
      );
    });
}

function report(
  directory: string,
  { id, path, lines: [first, last], unused }: AppRemoval['removed'][number],
): string {
  const file = relative(directory, path);
  const left = unused.map((name) => `  no longer used in ${file}: ${name}\n`);
  const named = mentions(directory, id).map((place) => `  still named in ${place}\n`);
  return [`${file}: removed ${id}, lines ${first} to ${last}\n`, ...left, ...named].join('');
}

/** Of `wafx__dashboard__export-mp4` the last part. */
function idOf(word: string): string {
  const id = word.replace(/^wafx__[a-z0-9-]+__/, '');
  if (/^[a-z0-9]+(?:-[a-z0-9]+)*$/.test(id)) return id;
  throw new InputError('remove/id', {
    message: `this is no id of an exception, got: ${show(word)}`,
    help: 'give the second argument of `new WafException(waf, ...)`, or the `ref` of the rule',
  });
}
