import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { InputError } from '../../../errors';
import type { Json } from '../json';
import { isObject, parseJson } from '../json';
import { EventLog } from './event-log';
import { MAX_EVENTS, type SecurityEvent, withEvents } from './security-events';
import type { State } from './state';

/** Changes with the form of the state; a file of another form is not read. */
const FORMAT = 1;

/** Where the state is between two requests. */
export interface Store {
  readonly state: State;
  /** Keeps the new state; returns after it is on disk. Events are added by `addEvents` only. */
  replace(state: State): void;
  /** Keeps Security Events, the newest 5,000; returns after they are on disk. */
  addEvents(events: readonly SecurityEvent[]): void;
}

/**
 * @param file where the state survives, its events in a file beside it, for instance `state.events.ndjson`;
 * undefined keeps it in memory
 * @param initial the state if the file does not exist yet
 * @throws InputError `sandbox/state-file` if the file cannot be read as a state
 */
export function openStore(file: string | undefined, initial: () => State): Store {
  return file === undefined ? storeInMemory(initial()) : storeOnDisk(file, initial);
}

function storeInMemory(state: State): Store {
  return {
    get state() {
      return state;
    },
    replace(next) {
      state = next;
    },
    addEvents(added) {
      state = withEvents(state, added);
    },
  };
}

function storeOnDisk(file: string, initial: () => State): Store {
  const log = new EventLog(`${file.replace(/\.json$/, '')}.events.ndjson`);
  // A new state has no events, whatever an earlier one has left behind.
  const isThere = existsSync(file);
  let state = isThere ? load(file) : initial();
  state = { ...state, events: [...state.events, ...(isThere ? log.read() : [])].slice(-MAX_EVENTS) };
  // Also without the line that a crash has torn: the next one must not continue it.
  log.rewrite(state.events);
  save(file, state);
  return {
    get state() {
      return state;
    },
    replace(next) {
      if (next === state) return;
      // First the disk: a write that cannot be kept must not be seen by anybody.
      save(file, next);
      state = next;
    },
    addEvents(added) {
      if (added.length === 0) return;
      const next = withEvents(state, added);
      log.append(added, next.events);
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
  // Older files hold the events as well.
  return { events: [], ...content['state'] } as unknown as State;
}

/** Writes a file beside the old one and renames it: a reader or a crash sees the old state or the new one, without events. */
function save(file: string, state: State): void {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(temporary, JSON.stringify({ format: FORMAT, state: { ...state, events: undefined } }));
  renameSync(temporary, file);
}
