import { relative } from 'node:path';
import { Command } from 'commander';
import { InputError, show } from '../../errors';
import { type RemovedException, removeFromApp } from '../../removal';
import { examples } from '../examples';
import { mentions } from '../files/mentions';
import { formattedAsBefore } from '../../exception-code/formatted';
import { rewriteFiles } from '../files/rewrite-file';

/** `waf remove <id...>` */
export function removeCommand(): Command {
  return new Command('remove')
    .description('Remove exceptions from the code of the app')
    .argument('<id...>', 'id of the exception, `<namespace>/<id>`, or the `ref` of its rule')
    .option('--app <file>', 'TypeScript file that the app runs (default: as in cdktf.json)')
    .addHelpText(
      'after',
      examples('waf remove export-mp4', 'waf remove dashboard/export-mp4 dashboard/old-upload'),
    )
    .addHelpText('after', '\nExit code: 0 removed, 2 nothing was changed.')
    .action(async (words: readonly string[], { app }: { readonly app?: string }) => {
      const directory = process.cwd();
      const wanted = words.map(exceptionOf);
      // All of them or none: files are written once every removal is sure.
      const { removed, files } = removeFromApp(directory, [...new Set(wanted.map(({ id }) => id))], {
        app,
        namespaces: wanted.flatMap(({ namespace }) => namespace ?? []),
      });
      const formatted = await Promise.all(files.map(formattedAsBefore));
      rewriteFiles(formatted);
      process.stdout.write(removed.map((one) => report(directory, one)).join(''));
      process.stdout.write(
        '\nNext, run npm test, then plan. The review shows which requests are inspected again.\n',
      );
    });
}

function report(
  directory: string,
  { id, path, lines: [first, last], kept, unused }: RemovedException,
): string {
  const file = relative(directory, path);
  const made = kept.map(
    ({ construct, name }) => `  still created in ${file}, no longer as \`${name}\`: ${construct}\n`,
  );
  const left = unused.map((name) => `  no longer used in ${file}: ${name}\n`);
  const named = mentions(directory, id).map((place) => `  still named in ${place}\n`);
  return [`${file}: removed ${id}, lines ${first} to ${last}\n`, ...made, ...left, ...named].join('');
}

/** `export-mp4`, and where the namespace is known `wafx__dashboard__export-mp4` or, as status shows it, `dashboard/export-mp4`. */
function exceptionOf(word: string): { readonly id: string; readonly namespace: string | undefined } {
  const [, ofRef, ofLabel, id] =
    /^(?:wafx__([a-z0-9-]+)__|([a-z0-9-]+)\/)?([a-z0-9]+(?:-[a-z0-9]+)*)$/.exec(word) ?? [];
  if (id !== undefined) return { id, namespace: ofRef ?? ofLabel };
  throw new InputError('remove/id', {
    message: `this is not the id of an exception, got: ${show(word)}`,
    help: 'give the second argument of `new WafException(waf, ...)`, or the `ref` of the rule',
  });
}
