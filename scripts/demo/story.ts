import colors from 'picocolors';

// picocolors colours terminals and the logs of CI, which show colours; it respects NO_COLOR.

let step = 0;

/** The title of the next part of the story. */
export function heading(text: string): void {
  step += 1;
  console.log(`\n${colors.bold(`${step}. ${text}`)}\n`);
}

/** A paragraph. */
export function say(text: string): void {
  console.log(indent(text));
}

/** One line of a command's output that matters. */
export function quote(text: string): void {
  console.log(colors.dim('   | ') + text);
}

/** Something that was checked and is right. */
export function verdict(text: string): void {
  console.log(`\n   ${colors.green('ok')} ${text}`);
}

/** Something differs from what this story promises: nothing after it can be believed. */
export function fail(text: string): never {
  console.error(`\n   ${colors.red('failed')} ${text}`);
  process.exit(1);
}

/** The text, indented like everything below a heading. */
export function indent(text: string): string {
  return text
    .split('\n')
    .map((line) => `   ${line}`)
    .join('\n');
}
