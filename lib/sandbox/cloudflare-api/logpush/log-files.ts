import { appendFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { InputError, show } from '../../../errors';
import type { JsonObject } from '../json';
import type { Traffic } from '../state/traffic';
import { firewallEvent, httpRequest } from './dataset-rows';

/** Gets what passes the edge. */
export type TrafficLog = (traffic: Traffic) => void;

/**
 * Writes what passes the edge as Logpush delivers it, at the ends of `firewall_events.ndjson` and `http_requests.ndjson`.
 *
 * @throws InputError `sandbox/logs` if the folder cannot be written to
 */
export function openLogFiles(folder: string): TrafficLog {
  const append = (name: string, rows: readonly JsonObject[]): void => {
    appendFileSync(join(folder, name), rows.map((row) => `${JSON.stringify(row)}\n`).join(''));
  };
  const log: TrafficLog = ({ events, requests }) => {
    append('firewall_events.ndjson', events.map(firewallEvent));
    append(
      'http_requests.ndjson',
      requests.map((request) =>
        httpRequest(
          request,
          events.filter(({ rayName }) => rayName === request.rayName),
        ),
      ),
    );
  };
  try {
    mkdirSync(folder, { recursive: true });
    log({ events: [], requests: [] });
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    throw new InputError('sandbox/logs', {
      message: `--logs cannot be written to, got: ${show(folder)} (${reason})`,
      help: 'name a folder; it is created if it does not exist',
    });
  }
  return log;
}
