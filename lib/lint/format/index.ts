import type { LintedList } from '../lint-document';
import { githubText } from './github';
import { jsonText } from './json';
import { prettyText } from './pretty';
import { sarifText } from './sarif';

/** How findings can be printed. */
export const FORMATS = {
  text: prettyText,
  json: jsonText,
  sarif: sarifText,
  github: githubText,
} as const satisfies Readonly<Record<string, (lists: readonly LintedList[]) => string>>;

export type FormatName = keyof typeof FORMATS;
