/** All that can be done with an expression. Loaded when a list asks for a proof: few do, and it would cost each run. */
export function wholeLanguage(): typeof import('../../rules-language') {
  // eslint-disable-next-line @typescript-eslint/no-require-imports -- an import would load it at once
  return require('../../rules-language') as typeof import('../../rules-language');
}
