import { execFileSync, spawnSync } from 'node:child_process';
import { Argument, Command, Option } from 'commander';
import { completionCommand } from '../../lib/cli/commands/completion';
import { completionScript } from '../../lib/cli/completion-scripts';
import { run } from './stack-folder';

const program = new Command('waf')
  .version('1.0.0')
  .addCommand(
    new Command('lint')
      .description("what's wrong")
      .option('--expression <text>')
      .addOption(new Option('--format <format>', 'how').choices(['text', 'json']))
      .option('--fix', 'mend it'),
  )
  .addCommand(
    new Command('ci')
      .option('--stack <name>')
      .addCommand(new Command('plan').option('--skip-synth'))
      .addCommand(new Command('apply')),
  )
  .addCommand(new Command('sandbox').option('--reset'))
  .addCommand(new Command('completion').addArgument(new Argument('<shell>').choices(['bash', 'zsh'])));

/** What bash offers for the last word of a line. */
function completed(line: string): readonly string[] {
  // As bash breaks a line into words.
  const words = line.split(/ |(?<==)|(?==)/);
  const script = `${completionScript('bash', program)}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')})
COMP_CWORD=${words.length - 1}
_waf
printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['--norc', '-c', script], { encoding: 'utf8' }).split('\n').filter(Boolean);
}

test.each([
  ['waf ', ['lint', 'ci', 'sandbox', 'completion', '--version', '--help']],
  ['waf l', ['lint']],
  ['waf lint --f', ['--format', '--fix']],
  ['waf lint x.json --format ', ['text', 'json']],
  ['waf lint --format j', ['json']],
  ['waf lint --format=j', ['json']],
  ['waf lint --format=', ['text', 'json']],
  ['waf lint --expression ', []],
  ['waf lint --expression=x', []],
  ['waf completion ', ['bash', 'zsh', '--help']],
  ['waf ci ', ['plan', 'apply', '--stack', '--help']],
  ['waf ci plan --', ['--skip-synth', '--help']],
  ['waf sandbox -- waf l', []],
])('bash completes %p', (line, words) => {
  expect(completed(line)).toEqual(words);
});

test('zsh sets its completion up, if nothing has, and takes the script of bash', () => {
  const script = completionScript('zsh', program);
  expect(script).toMatch(
    /^\(\( \$\+functions\[compdef\] \)\) \|\| \{ autoload -Uz compinit && compinit -i; \}\n/,
  );
  expect(script).toContain('bashcompinit && bashcompinit\n');
  expect(script.endsWith(completionScript('bash', program))).toBe(true);
});

/** What a shell that is installed says; `undefined` where it is not. */
function inShell(shell: string, flags: readonly string[], code: string): string | undefined {
  const { error, stdout, stderr } = spawnSync(shell, [...flags, '-c', code], { encoding: 'utf8' });
  return error === undefined ? `${stdout}${stderr}` : undefined;
}

const hasShell = (shell: string) => inShell(shell, [], 'true') !== undefined;
const inZsh = hasShell('zsh') ? test : test.skip;
const inFish = hasShell('fish') ? test : test.skip;

inZsh.each([
  // zsh itself leaves out what does not begin with the word.
  ['--format=j', '--format=text --format=json'],
  ['--fo', '--expression --format --fix --help'],
])('zsh without a configuration completes %p', (word, expected) => {
  const code = `${completionScript('zsh', program)}
COMP_WORDS=(waf lint ${word}); COMP_CWORD=2
setopt ksharrays; _waf; print -r -- "\${COMPREPLY[@]}"`;
  expect(inShell('zsh', ['-f'], code)).toBe(`${expected}\n`);
});

inFish.each([
  ['waf lint --format=j', /^--format=json\b/],
  ['waf completion ', /^bash\nzsh\n$/],
])('fish completes %p', (line, expected) => {
  const code = `${completionScript('fish', program)}\ncomplete -C '${line}'`;
  expect(inShell('fish', ['--no-config'], code)).toMatch(expected);
});

test('fish gets a line for each command and option, with what it does', () => {
  expect(completionScript('fish', program).split('\n')).toEqual(
    expect.arrayContaining([
      "complete -c waf -n 'not __fish_seen_subcommand_from lint ci sandbox completion' -f -a lint -d 'what\\'s wrong'",
      "complete -c waf -n '__fish_seen_subcommand_from lint' -l format -x -a 'text json' -d 'how'",
      "complete -c waf -n '__fish_seen_subcommand_from lint' -l fix -d 'mend it'",
      "complete -c waf -n '__fish_seen_subcommand_from ci; and __fish_seen_subcommand_from plan' -l skip-synth -d ''",
    ]),
  );
});

test('a shell that is not known is refused', async () => {
  await expect(
    run(
      completionCommand(() => program),
      'csh',
    ),
  ).rejects.toThrow('Allowed choices are bash, zsh, fish');
});
