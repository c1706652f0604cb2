import { execFileSync } from 'node:child_process';
import { Command, Option } from 'commander';
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
  .addCommand(new Command('sandbox').option('--reset'));

/** What bash offers for the last word of a line. */
function completed(line: string): readonly string[] {
  const words = line.split(' ');
  const script = `${completionScript('bash', program)}
COMP_WORDS=(${words.map((word) => `'${word}'`).join(' ')})
COMP_CWORD=${words.length - 1}
_waf
printf '%s\\n' "\${COMPREPLY[@]}"`;
  return execFileSync('bash', ['--norc', '-c', script], { encoding: 'utf8' }).split('\n').filter(Boolean);
}

test.each([
  ['waf ', ['lint', 'ci', 'sandbox', '--version', '--help']],
  ['waf l', ['lint']],
  ['waf lint --f', ['--format', '--fix']],
  ['waf lint x.json --format ', ['text', 'json']],
  ['waf lint --format j', ['json']],
  ['waf lint --expression ', []],
  ['waf ci ', ['plan', 'apply', '--stack', '--help']],
  ['waf ci plan --', ['--skip-synth', '--help']],
  ['waf sandbox -- waf l', []],
])('bash completes %p', (line, words) => {
  expect(completed(line)).toEqual(words);
});

test('zsh takes the script of bash', () => {
  expect(completionScript('zsh', program)).toBe(
    `autoload -U +X bashcompinit && bashcompinit\n${completionScript('bash', program)}`,
  );
});

test('fish gets a line for each command and option, with what it does', () => {
  expect(completionScript('fish', program).split('\n')).toEqual(
    expect.arrayContaining([
      "complete -c waf -n 'not __fish_seen_subcommand_from lint ci sandbox' -f -a lint -d 'what\\'s wrong'",
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
