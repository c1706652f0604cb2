import type { Command, Option } from 'commander';

/** A shell for which there is a script. */
export const SHELLS = ['bash', 'zsh', 'fish'] as const;

export type Shell = (typeof SHELLS)[number];

/** A command with the words that call it, such as `waf ci plan`. */
interface Called {
  readonly path: string;
  readonly command: Command;
}

/** The script that makes a shell complete the program: its commands, their options, and the values that an option takes. */
export function completionScript(shell: Shell, program: Command): string {
  const called = callsOf(program, program.name());
  switch (shell) {
    case 'bash':
      return bashScript(called);
    case 'zsh':
      return `${ZSH_SETUP}${bashScript(called)}`;
    case 'fish':
      return fishScript(called);
  }
}

/** zsh completes by the scripts of bash, once its own completion has been set up. */
const ZSH_SETUP = `(( $+functions[compdef] )) || { autoload -Uz compinit && compinit -i; }
autoload -U +X bashcompinit && bashcompinit
`;

function callsOf(command: Command, path: string): readonly Called[] {
  return [
    { path, command },
    ...command.commands.flatMap((below) => callsOf(below, `${path} ${below.name()}`)),
  ];
}

/** Where an option takes any value, and where a command takes files, the shell completes names of files. */
function bashScript(called: readonly Called[]): string {
  const paths = called.slice(1).map(({ path }) => `"${path}"`);
  const values = called.flatMap(({ path, command }) =>
    optionsOf(command)
      .filter(takesValue)
      .map(({ long, argChoices = [] }) => `    "${path} ${long ?? ''}") words="${argChoices.join(' ')}" ;;`),
  );
  const words = called.map(
    ({ path, command }) =>
      `      "${path}") words="${[...command.commands.map((below) => below.name()), ...choicesOf(command), ...flagsOf(command)].join(' ')}" ;;`,
  );
  return `_waf() {
  local path=waf words='' prefix='' i
  local current=\${COMP_WORDS[COMP_CWORD]} previous=\${COMP_WORDS[COMP_CWORD - 1]}
  # bash makes --option=value three words, zsh one.
  if [[ $current == --*=* ]]; then
    previous=\${current%%=*} prefix=\${current%%=*}= current=\${current#*=}
  elif [[ $current == = ]]; then
    current=''
  elif [[ $previous == = ]]; then
    previous=\${COMP_WORDS[COMP_CWORD - 2]}
  fi
  for ((i = 1; i < COMP_CWORD; i++)); do
    [[ \${COMP_WORDS[i]} == -- ]] && return
    case "$path \${COMP_WORDS[i]}" in
      ${paths.join(' | ')}) path="$path \${COMP_WORDS[i]}" ;;
    esac
  done
  case "$path $previous" in
${values.join('\n')}
    *) case $path in
${words.join('\n')}
    esac ;;
  esac
  [[ -n $words ]] && COMPREPLY=($(compgen -P "$prefix" -W "$words" -- "$current"))
}
complete -o default -o bashdefault -F _waf waf
`;
}

function fishScript(called: readonly Called[]): string {
  return `${called.flatMap(fishLines).join('\n')}\n`;
}

function fishLines({ path, command }: Called): readonly string[] {
  const [, ...names] = path.split(' ');
  const seen = names.map((name) => `__fish_seen_subcommand_from ${name}`).join('; and ');
  const deeper = command.commands.map((below) => below.name()).join(' ');
  const isHere = [seen, deeper === '' ? '' : `not __fish_seen_subcommand_from ${deeper}`]
    .filter((one) => one !== '')
    .join('; and ');
  const condition = `complete -c waf -n ${fishText(isHere)}`;
  return [
    ...command.commands.map(
      (below) => `${condition} -f -a ${below.name()} -d ${fishText(below.description())}`,
    ),
    ...(choicesOf(command).length === 0
      ? []
      : [`${condition} -f -a ${fishText(choicesOf(command).join(' '))}`]),
    ...optionsOf(command).map((option) => {
      const { long, description, argChoices } = option;
      const value = !takesValue(option)
        ? ''
        : argChoices === undefined
          ? ' -r'
          : ` -x -a ${fishText(argChoices.join(' '))}`;
      return `${condition} -l ${(long ?? '').replace(/^--/, '')}${value} -d ${fishText(description)}`;
    }),
  ];
}

function fishText(text: string): string {
  return `'${text.replace(/[\\']/g, (character) => `\\${character}`)}'`;
}

/** The words that its arguments may be. */
function choicesOf({ registeredArguments }: Command): readonly string[] {
  return registeredArguments.flatMap(({ argChoices = [] }) => argChoices);
}

function flagsOf(command: Command): readonly string[] {
  return [...optionsOf(command).map(({ long }) => long ?? ''), '--help'];
}

function optionsOf({ options }: Command): readonly Option[] {
  return options.filter(({ hidden, long }) => !hidden && long !== undefined);
}

function takesValue({ required, optional }: Option): boolean {
  return required || optional;
}
