import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { Command } from 'commander';

const FOLDER = join(__dirname, '../../lib/cli/commands');

const TOP = readdirSync(FOLDER).map((file): [name: string, command: Command] => {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- whatever commands there are
  const [create] = Object.values(require(join(FOLDER, file)) as Record<string, () => Command>);
  if (create === undefined) throw new Error(`${file} has no command`);
  const command = create();
  return [command.name(), command];
});

/** With those below them, whose page is the same: `ci plan` is on that of `ci`. */
const COMMANDS = TOP.flatMap(([name, command]): [name: string, command: Command][] => [
  [name, command],
  ...command.commands.map((below): [string, Command] => [`${name} ${below.name()}`, below]),
]);

function pageOf(name: string): string {
  return readFileSync(join(__dirname, '../../docs/cli', `${name.replace(/ .*/, '')}.md`), 'utf8');
}

/** Everything that `--help` prints. */
function helpOf(command: Command): string {
  const parts: string[] = [];
  const write = (text: string) => parts.push(text);
  command.configureOutput({ writeOut: write, writeErr: write }).outputHelp();
  return parts.join('');
}

test.each(COMMANDS)('the help of %s names its exit codes, and its page has them', (name, command) => {
  expect(helpOf(command)).toMatch(/^Exit code: /m);
  expect(pageOf(name)).toMatch(/^## Exit code$/m);
});

test.each(COMMANDS)('the examples of %s call it with options that it has', (name, command) => {
  const [, shown = ''] = /^Examples:\n((?: {2}\$ .*\n)+)/m.exec(helpOf(command)) ?? [];
  const calls = shown.trimEnd().split('\n');
  expect(calls).toEqual(calls.map(() => expect.stringContaining(`waf ${name}`) as string));
  const used = calls.flatMap((call) => call.match(/(?<= )--[a-z-]+/g) ?? []);
  const known = command.options.map(({ long }) => long);
  expect(used.filter((option) => !known.includes(option))).toEqual([]);
});

test.each(COMMANDS)('the help of %s shows no list as a default', (_name, command) => {
  expect(helpOf(command)).not.toContain('[]');
});

test('an option has the same value, and the same way to be printed, in every command', () => {
  const flags = new Map<string, string>();
  const differing = COMMANDS.flatMap(([name, command]) =>
    command.options
      .map((option) => ({ long: option.long ?? '', flags: option.flags }))
      .filter(({ long, flags: given }) => {
        const known = flags.get(long) ?? given;
        flags.set(long, known);
        return known !== given;
      })
      .map((option) => `${name}: ${option.flags}`),
  );
  expect(differing).toEqual([]);
});

test.each(COMMANDS)('the page of %s has all its options', (name, command) => {
  const page = pageOf(name);
  const missing = command.options.map(({ long }) => long).filter((long) => !page.includes(`\`${long}`));
  expect(missing).toEqual([]);
  const flags = [...page.matchAll(/^\| `(--[a-z-]+ <[^>]+>)`/gm)].map(([, written]) => written);
  expect(command.options.map((option) => option.flags)).toEqual(expect.arrayContaining(flags));
  if (!name.includes(' ')) {
    const all = [command, ...command.commands].flatMap(({ options }) => options);
    expect(/^## Options$/m.test(page)).toBe(all.length > 0);
  }
});

test.each(COMMANDS.filter(([name]) => name.includes(' ')))('%s has a section of its page', (name) => {
  expect(pageOf(name)).toMatch(new RegExp(`^## waf ${name}$`, 'm'));
});

test('the README lists the commands in the order of the help', () => {
  const readme = readFileSync(join(__dirname, '../../README.md'), 'utf8');
  const main = readFileSync(join(__dirname, '../../lib/cli/main.ts'), 'utf8');
  const listed = [...readme.matchAll(/^\| \[`waf (\w+)`\]/gm)].map(([, name]) => name);
  const loaded = [...main.matchAll(/commands\/(\w+)'\) as/g)].map(([, name]) => name);
  expect(listed).toEqual(loaded);
  expect([...listed].sort()).toEqual(TOP.map(([name]) => name).sort());
});
