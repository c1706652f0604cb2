import {
  appendFileSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { newState } from '../../../lib/sandbox/cloudflare-api/state/new-state';
import type { SecurityEvent } from '../../../lib/sandbox/cloudflare-api/state/security-events';
import { openStore, type Store } from '../../../lib/sandbox/cloudflare-api/state/store';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cloudflare-events-'));
});
afterEach(() => {
  rmSync(folder, { recursive: true });
});

const stateFile = (): string => join(folder, 'state.json');
const logFile = (): string => join(folder, 'state.events.ndjson');
const open = (): Store => openStore(stateFile(), () => newState({ accounts: [{ name: 'a' }], zones: [] }, 0));

/** The fields that matter here; a path may hold any text. */
const event = (path: string): SecurityEvent =>
  ({ zoneTag: 'z', clientRequestPath: path, metadata: [] }) as unknown as SecurityEvent;
const paths = ({ state }: Store): readonly string[] => state.events.map((one) => one.clientRequestPath);
const many = (from: number, to: number) =>
  Array.from({ length: to - from }, (_, index) => event(`/${from + index}`));

test('an event costs one line, and the state file is left alone', () => {
  const store = open();
  store.addTraffic({ events: many(0, 4000), requests: [] });
  const before = { ino: statSync(stateFile()).ino, size: statSync(logFile()).size };
  const inode = statSync(logFile()).ino;
  store.addTraffic({ events: [event('/one')], requests: [] });
  expect(statSync(stateFile()).ino).toBe(before.ino);
  expect(statSync(logFile()).ino).toBe(inode);
  expect(statSync(logFile()).size - before.size).toBe(JSON.stringify(event('/one')).length + 1);
});

test('events and state are found again, whatever text an event holds', () => {
  const texts = ['/a\nb', '/\u2028', '/"\\', '/日本', '/\ud800'];
  const store = open();
  store.addTraffic({ events: texts.map(event), requests: [] });
  store.replace({ ...store.state, rulesetPageSize: 7 });
  store.addTraffic({ events: [event('/last')], requests: [] });
  const again = open();
  expect(paths(again)).toEqual([...texts, '/last']);
  expect(again.state.rulesetPageSize).toBe(7);
  expect(readFileSync(stateFile(), 'utf8')).not.toContain('/last');
  expect(readdirSync(folder)).toEqual(['state.events.ndjson', 'state.json', 'state.requests.ndjson']);
});

test('a torn last line is left out, and the next event is not joined to it', () => {
  const { size } = (() => {
    open().addTraffic({ events: many(0, 3), requests: [] });
    return statSync(logFile());
  })();
  const line = JSON.stringify(event('/2')).length + 1;
  for (let kept = size - line + 1; kept < size - 1; kept += 7) {
    writeFileSync(
      logFile(),
      many(0, 3)
        .map((one) => `${JSON.stringify(one)}\n`)
        .join(''),
    );
    truncateSync(logFile(), kept);
    const store = open();
    expect(paths(store)).toEqual(['/0', '/1']);
    store.addTraffic({ events: [event('/next')], requests: [] });
    expect(paths(open())).toEqual(['/0', '/1', '/next']);
  }
});

test('lines that are no events are left out', () => {
  open().addTraffic({ events: many(0, 1), requests: [] });
  appendFileSync(logFile(), 'null\n{}\n[]\n"x"\n{"zoneTag":1}\n\0\0\0\n');
  expect(paths(open())).toEqual(['/0']);
});

test('the newest 5,000 are kept, and the file has at most twice as many lines', () => {
  const store = open();
  let most = 0;
  for (let from = 0; from < 30_000; from += 500) {
    store.addTraffic({ events: many(from, from + 500), requests: [] });
    most = Math.max(most, readFileSync(logFile(), 'utf8').split('\n').length - 1);
  }
  expect(most).toBe(10_000);
  expect([paths(store).length, paths(store)[0], paths(store).at(-1)]).toEqual([5000, '/25000', '/29999']);
  expect(paths(open())).toEqual(paths(store));
});

test('a file that still holds the events keeps them', () => {
  const state = newState({ accounts: [{ name: 'a' }], zones: [] }, 0);
  writeFileSync(stateFile(), JSON.stringify({ format: 1, state: { ...state, events: many(0, 2) } }));
  const store = open();
  store.addTraffic({ events: [event('/2')], requests: [] });
  expect(paths(open())).toEqual(['/0', '/1', '/2']);
});

test('a new state has no events of an earlier one', () => {
  open().addTraffic({ events: many(0, 2), requests: [] });
  rmSync(stateFile());
  expect(paths(open())).toEqual([]);
});
