import { existsSync, mkdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { InputError } from '../../../errors';
import type { Json } from '../json';
import { isObject, parseJson } from '../json';
import type { HttpRequest } from './http-requests';
import { RowLog } from './row-log';
import type { SecurityEvent } from './security-events';
import type { State } from './state';
import { newest, type Traffic, withTraffic } from './traffic';

/** Changes with the form of the state; a file of another form is not read. */
const FORMAT = 1;

/** Where the state is between two requests. */
export interface Store {
  readonly state: State;
  /** Keeps the new state; returns after it is on disk. Events and requests are added by `addTraffic` only. */
  replace(state: State): void;
  /** Keeps Security Events and requests, the newest 5,000 of each; returns after they are on disk. */
  addTraffic(traffic: Traffic): void;
}

/**
 * @param file where the state survives, its events and requests in files beside it, for instance `state.events.ndjson` and
 * `state.requests.ndjson`; undefined keeps it in memory
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
    addTraffic(added) {
      state = withTraffic(state, added);
    },
  };
}

function storeOnDisk(file: string, initial: () => State): Store {
  const stem = file.replace(/\.json$/, '');
  const eventLog = new RowLog<SecurityEvent>(`${stem}.events.ndjson`);
  const requestLog = new RowLog<HttpRequest>(`${stem}.requests.ndjson`);
  // A new state has no traffic, whatever an earlier one has left behind.
  const isThere = existsSync(file);
  let state = isThere ? load(file) : initial();
  state = {
    ...state,
    events: newest([...state.events, ...(isThere ? eventLog.read() : [])]),
    requests: isThere ? requestLog.read() : [],
  };
  // Also without the line that a crash has torn: the next one must not continue it.
  eventLog.rewrite(state.events);
  requestLog.rewrite(state.requests);
  save(file, state);
  return {
    get state() {
      return state;
    },
    replace(next) {
      if (next === state) return;
      // Disk first: a write that cannot be kept must not become visible.
      save(file, next);
      state = next;
    },
    addTraffic(added) {
      const next = withTraffic(state, added);
      eventLog.append(added.events, next.events);
      requestLog.append(added.requests, next.requests);
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
  return { events: [], requests: [], ...content['state'] } as unknown as State;
}

/** Writes a file beside the old one and renames it: a reader or a crash sees the old state or the new one, without its traffic. */
function save(file: string, state: State): void {
  mkdirSync(dirname(file), { recursive: true });
  const temporary = `${file}.${process.pid}.tmp`;
  writeFileSync(
    temporary,
    JSON.stringify({ format: FORMAT, state: { ...state, events: undefined, requests: undefined } }),
  );
  renameSync(temporary, file);
}
