export { lint, type LintFinding } from './lint';
export { lintDocument, type LintedList, type LintOptions } from './lint-document';
export { FORMATS, type FormatName } from './format';
