import { basename, dirname, join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';
import { escapeControls } from './show';

/** Set to anything, the stack trace of a user's mistake is printed as well. */
const STACK_TRACE = 'WAF_STACK_TRACE';

let isWatching = false;

/**
 * Lets a mistake that the user can fix end the process with what is wrong, how to fix it and where it is, in place of the
 * stack trace of a defect. It only handles uncaught input errors, and leaves every other error to Node.
 */
export function shortenUncaughtErrors(): void {
  if (isWatching) return;
  isWatching = true;
  process.on('uncaughtExceptionMonitor', (error: unknown) => {
    const lines = linesOf(error);
    if (lines === undefined || isHandledElsewhere()) return;
    console.error(lines.join('\n'));
    if ((process.env[STACK_TRACE] ?? '') !== '') return;
    process.exit(1);
  });
}

/** Someone else decides what becomes of uncaught errors. */
function isHandledElsewhere(): boolean {
  return process.listenerCount('uncaughtException') > 0 || process.hasUncaughtExceptionCaptureCallback();
}

/** What to print of an uncaught error; `undefined` for one that is a defect. */
export function linesOf(error: unknown): readonly string[] | undefined {
  if (!(error instanceof Error)) return undefined;
  // By name: two copies of the package may be installed.
  if (error.name === 'InputError') {
    const isInCode = (error as { outsideOfCode?: unknown }).outsideOfCode !== true;
    const place = isInCode ? callSite(error) : undefined;
    return [`error: ${error.message}`, ...(place === undefined ? [] : [`  at: ${place}`])];
  }
  return synthErrorLines(error.message);
}

/**
 * CDKTF's words for a stack that must not be deployed (an expired exception, a token in code), without its advice to
 * switch the checks off.
 */
function synthErrorLines(message: string): readonly string[] | undefined {
  const [, list] =
    /^(?:Validation failed with the following errors:|Encountered Annotations with level "ERROR":)\n([^]*)$/.exec(
      message,
    ) ?? [];
  if (list === undefined) return undefined;
  const lines = list.split('\n').map((line) => line.trim());
  const end = lines.findIndex(
    (line) => line === '' || /^(?:Validations allow|These errors|You can)/.test(line),
  );
  return lines.slice(0, end === -1 ? lines.length : end).flatMap((line) => {
    const [text = '', cure] = escapeControls(line).split(HELP);
    const [help, place] = cure?.split(AT) ?? [];
    return [
      `error: ${text}`,
      ...(help === undefined ? [] : [`  help: ${help}`]),
      ...(place === undefined ? [] : [`  at: ${place}`]),
    ];
  });
}

/** How a finding of a synth, which is one line, shows its help and the place in code. */
const HELP = '. Help: ';
const AT = '. At: ';

/** A finding of a synth about what is made here. */
export function synthFinding(message: string, help: string): string {
  const place = callSite(new Error());
  return `${message}${HELP}${help}${place === undefined ? '' : `${AT}${place}`}`;
}

/** The sources, or the build, whose files lie beside each other. */
const CODE = basename(__dirname) === 'errors' ? dirname(__dirname) : __dirname;

/** This package: its code, and the sources that source maps name in place of the build. */
const LIBRARY = [CODE, join(dirname(CODE), 'lib')].map((folder) => `${folder}${sep}`);

/** The user's line: the first one of the stack trace that is neither in the library nor in a package. */
function callSite(error: Error): string | undefined {
  const frames = [
    ...(error.stack ?? '').matchAll(/^ +at (?:.*\()?((?:file:\/\/\/|\/|[A-Za-z]:\\)[^()\n]*:\d+):\d+\)?$/gm),
  ];
  const place = frames
    .map(([, frame = '']) => (frame.startsWith('file:') ? fileURLToPath(frame) : frame))
    .find(
      (frame) => !LIBRARY.some((folder) => frame.startsWith(folder)) && !/[/\\]node_modules[/\\]/.test(frame),
    );
  if (place === undefined) return undefined;
  const near = relative(process.cwd(), place);
  return near.startsWith('..') ? place : near;
}
