import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { InputError } from '../../errors';
import type { Json } from './json';
import { isObject, parseJson } from './json';
import type { State } from './state';

/** Changes with the form of the state; a file of another form is not read. */
const FORMAT = 1;

/** Where the state is between two requests. */
export interface Store {
  readonly state: State;
  /** Keeps the new state; returns after it is on disk. */
  replace(state: State): void;
}

/**
 * @param file where the state survives; undefined keeps it in memory
 * @param initial the state if the file does not exist yet
 * @throws InputError `sandbox/state-file` if the file cannot be read as a state
 */
export function openStore(file: string | undefined, initial: () => State): Store {
  let state = file !== undefined && existsSync(file) ? load(file) : initial();
  if (file !== undefined) save(file, state);
  return {
    get state() {
      return state;
    },
    replace(next) {
      if (next === state) return;
      // First the disk: a write that cannot be kept must not be seen by anybody.
      if (file !== undefined) save(file, next);
      state = next;
    },
  };
}

function load(file: string): State {
  const help = 'delete it to start again from the seed';
  let content: Json;
  try {
    content = parseJson(readFileSync(file, 'utf8'));
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError(
      'sandbox/state-file',
      { message: `the state file cannot be read: ${reason}`, help },
      file,
    );
  }
  if (!isObject(content) || content['format'] !== FORMAT || !isObject(content['state'])) {
    throw new InputError(
      'sandbox/state-file',
      { message: 'the state file was not written by this version of the sandbox', help },
      file,
    );
  }
  // Folders from before there was an edge have no events.
  return { events: [], ...content['state'] } as unknown as State;
}

/** Writes a file beside the old one and renames it: a reader or a crash sees the old state or the new one. */
function save(file: string, state: State): void {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, JSON.stringify({ format: FORMAT, state }));
  renameSync(temporary, file);
}
