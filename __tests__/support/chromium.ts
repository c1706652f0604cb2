import { existsSync } from 'node:fs';
import { delimiter, join } from 'node:path';
import { type Browser, chromium } from 'playwright-core';

/** Names under which systems have Chromium, or the browser that is made of it. */
const NAMES = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];

const program = findProgram();

/** `describe` where there is Chromium, or where a machine without it is to fail: with CI set. */
export const describeWithChromium: jest.Describe =
  program !== undefined || process.env['CI'] !== undefined ? describe : skipAloud();

function findProgram(): string | undefined {
  const folders = (process.env['PATH'] ?? '').split(delimiter);
  return NAMES.flatMap((name) => folders.map((folder) => join(folder, name))).find((path) =>
    existsSync(path),
  );
}

function skipAloud(): jest.Describe {
  process.stderr.write(`skipped: tests that need ${NAMES.join(', ')} on the PATH\n`);
  return describe.skip;
}

/** Starts the browser of this machine without a window; nothing is downloaded. */
export function startChromium(): Promise<Browser> {
  if (program === undefined) throw new Error(`none of ${NAMES.join(', ')} is on the PATH`);
  // The tests open their own pages only, and a container gives a sandbox no namespace.
  return chromium.launch({
    executablePath: program,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage'],
  });
}
