import type * as compiling from './compile';

/*
 * Most rules have no regular expression, and the parser and the engine take a tenth of what a command takes to start: so
 * they are loaded for the first pattern.
 */
/* eslint-disable @typescript-eslint/no-require-imports -- an import would load them at once */
type Compile = typeof compiling;

export const compileRegex: Compile['compileRegex'] = (pattern) =>
  (require('./compile') as Compile).compileRegex(pattern);

export const regexAutomaton: Compile['regexAutomaton'] = (pattern, longest) =>
  (require('./compile') as Compile).regexAutomaton(pattern, longest);

export const parseRegex: typeof import('./parse').parseRegex = (pattern) =>
  (require('./parse') as typeof import('./parse')).parseRegex(pattern);
/* eslint-enable @typescript-eslint/no-require-imports */
