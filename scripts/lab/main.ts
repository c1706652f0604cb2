import { constants } from 'node:os';
import { InputError } from '../../lib/errors';
import { Lab } from './lab';
import { tellStory } from './story';

const SIGNALS = ['SIGHUP', 'SIGINT', 'SIGTERM'] as const;

/** Starts the lab, replays the story on it, and stops what it has started: at the end, after a failure, or by a signal. */
async function main(): Promise<number> {
  const closers: (() => Promise<void>)[] = [];
  let close: Promise<void> | undefined;
  const closeAll = async (): Promise<void> => {
    for (const closer of closers.splice(0).reverse()) await closer();
  };
  const signalled = new Promise<number>((resolve) => {
    for (const signal of SIGNALS) {
      process.on(signal, () => {
        // What does not end by itself is killed as this process exits.
        if (close !== undefined) process.exit(1);
        resolve(128 + constants.signals[signal]);
      });
    }
  });
  const told = (async () => {
    await tellStory(await Lab.start(closers));
    return 0;
  })();
  // After a signal, what the story was waiting for fails.
  told.catch(() => undefined);
  try {
    return await Promise.race([told, signalled]);
  } finally {
    await (close = closeAll());
  }
}

main().then(
  (code) => {
    process.exit(code);
  },
  (error: unknown) => {
    const text = error instanceof Error ? error.message : String(error);
    console.error(error instanceof InputError ? `error: ${text}` : `\n   failed ${text}`);
    process.exit(error instanceof InputError ? 2 : 1);
  },
);
