import { readdirSync, readFileSync, statSync } from 'node:fs';
import { join } from 'node:path';

/** A stack that a command in the sandbox has synthesised. */
export interface SynthesisedStack {
  readonly name: string;
  /** `cdk.tf.json`, parsed. */
  readonly configuration: unknown;
}

/**
 * Finds the stacks in the folder of a sandbox, in whichever folder of it they were synthesised.
 *
 * @returns Gives those that are new or have changed since it was last called.
 */
export function watchStacks(directory: string): () => readonly SynthesisedStack[] {
  const seen = new Map<string, number>();
  return () =>
    foldersIn(directory).flatMap((output) => {
      const stacks = join(directory, output, 'stacks');
      return foldersIn(stacks).flatMap((name) => {
        const file = join(stacks, name, 'cdk.tf.json');
        const modified = statSync(file, { throwIfNoEntry: false })?.mtimeMs;
        if (modified === undefined || seen.get(file) === modified) return [];
        const configuration = readJson(file);
        // Perhaps it is being written: it is read again.
        if (configuration === undefined) return [];
        seen.set(file, modified);
        return [{ name, configuration }];
      });
    });
}

function foldersIn(folder: string): readonly string[] {
  try {
    return readdirSync(folder, { withFileTypes: true }).flatMap((entry) =>
      entry.isDirectory() ? [entry.name] : [],
    );
  } catch {
    return [];
  }
}

function readJson(file: string): unknown {
  try {
    return JSON.parse(readFileSync(file, 'utf8')) as unknown;
  } catch {
    return undefined;
  }
}
