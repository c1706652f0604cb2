/** The part of a command's help that shows calls of it, each as it is typed. */
export function examples(...calls: readonly string[]): string {
  return `\nExamples:\n${calls.map((call) => `  $ ${call}`).join('\n')}`;
}
