import { relative } from 'node:path';
import { App } from 'cdktf';
import { InputError } from '../lib';
import { overridesIn } from './load-config';

/**
 * Declares the stacks and synthesises them. What the user can mend ends it with what is wrong, where it was written and
 * the cure, and without the stack trace of a defect.
 */
export function runApp(declare: (app: App) => void): void {
  try {
    const app = new App();
    declare(app);
    app.synth();
  } catch (error) {
    const lines = error instanceof InputError ? inputErrorLines(error) : synthErrorLines(error);
    if (lines === undefined) throw error;
    for (const line of lines) console.error(line);
    process.exitCode = 1;
  }
}

function inputErrorLines(error: InputError): readonly string[] {
  const line = callSite(error);
  const overrides = overridesIn(process.env);
  return [
    `error: ${error.message}`,
    ...(line === undefined ? [] : [`  at: ${line}`]),
    ...(overrides.length === 0 ? [] : [`  set in the environment: ${overrides.join(', ')}`]),
  ];
}

/**
 * CDKTF's words for a stack that must not be deployed (an expired exception, a token in code), without its advice to
 * switch the checks off.
 */
function synthErrorLines(error: unknown): readonly string[] | undefined {
  if (!(error instanceof Error)) return undefined;
  const [, list] =
    /^(?:Validation failed with the following errors:|Encountered Annotations with level "ERROR":)\n([^]*)$/.exec(
      error.message,
    ) ?? [];
  if (list === undefined) return undefined;
  const lines = list.split('\n').map((line) => line.trim());
  const end = lines.findIndex(
    (line) => line === '' || /^(?:Validations allow|These errors|You can)/.test(line),
  );
  return lines.slice(0, end === -1 ? lines.length : end).map((line) => `error: ${line}`);
}

/** The user's line: the first one of the stack trace that is neither in the library nor in a package. */
function callSite(error: Error): string | undefined {
  const frames = [...(error.stack ?? '').matchAll(/\(?((?:\/|[A-Za-z]:\\)[^()\n]*:\d+):\d+\)?$/gm)];
  return frames
    .map(([, place = '']) => relative(process.cwd(), place))
    .find((place) => !/^(?:\.\.|node_modules|lib|dist|stacks\/load-config)/.test(place));
}
