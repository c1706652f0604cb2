import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { setTimeout as wait } from 'node:timers/promises';
import { exportInBrowser } from './browser';
import { Lab } from './lab';
import { EXAMPLE } from './parts';
import { collect, type Evidence, incident, SUSPECTS } from './suspects';

/** Where the tests of `waf diagnose` find what was recorded. */
const RECORDED = resolve(__dirname, '../../__tests__/diagnosis/recorded');

/** Records what each part of the path answers and logs, for machines that have none of them. */
async function record(): Promise<void> {
  const closers: (() => Promise<void>)[] = [];
  try {
    const lab = await Lab.start(closers);
    rmSync(RECORDED, { recursive: true, force: true });
    mkdirSync(RECORDED, { recursive: true });
    await exportInBrowser(lab, join(RECORDED, 'export.har'));
    const request = { frames: await lab.frames(2), headers: await lab.logIn('creator') };
    const refused = incident(await lab.frames(8));
    for (const suspect of [refused, ...SUSPECTS]) {
      write(suspect.name, await collect(lab, suspect, request));
      // Lines of one second belong together: the next ones are to be of another.
      await wait(2_000);
      console.log(suspect.name);
    }
  } finally {
    for (const close of closers.reverse()) await close();
  }
}

function write(name: string, { answer, logs }: Evidence): void {
  const folder = join(RECORDED, name);
  mkdirSync(folder);
  for (const [file, text] of Object.entries({ 'answer.txt': answer.text, ...logs })) {
    // A log that got no line has no file.
    if (text !== '') writeFileSync(join(folder, file.replace(/\.log$/, '.txt')), withoutMachine(text));
  }
}

/** Folders of this machine are in tracebacks, and say nothing. */
function withoutMachine(text: string): string {
  return text
    .replaceAll(EXAMPLE, '/srv/dashboard')
    .replace(/(?<=")\/[^"]*(?=\/lib\/python3\.\d+\/(?!site-packages))/g, (path) =>
      path.startsWith('/srv/') ? path : '/usr',
    );
}

void record();
