import { relative } from 'node:path';
import { App } from 'cdktf';
import { InputError } from '../lib';
import { overridesIn } from './load-config';

/**
 * Declares the stacks and synthesises them. A value that cannot be used ends it with what is wrong, where it was
 * written and the cure, and without the stack trace of a defect.
 */
export function runApp(declare: (app: App) => void): void {
  try {
    const app = new App();
    declare(app);
    app.synth();
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    console.error(`error: ${error.message}`);
    const line = callSite(error);
    if (line !== undefined) console.error(`  at: ${line}`);
    const overrides = overridesIn(process.env);
    if (overrides.length > 0) console.error(`  set in the environment: ${overrides.join(', ')}`);
    process.exitCode = 1;
  }
}

/** The user's line: the first one of the stack trace that is neither in the library nor in a package. */
function callSite(error: Error): string | undefined {
  const frames = [...(error.stack ?? '').matchAll(/\(?((?:\/|[A-Za-z]:\\)[^()\n]*:\d+):\d+\)?$/gm)];
  return frames
    .map(([, place = '']) => relative(process.cwd(), place))
    .find((place) => !/^(?:\.\.|node_modules|lib|dist)\b|^\.\./.test(place));
}
