import type { OriginError, Place } from '../evidence';
import { NO_FACTS, plainHost, splitTarget } from '../records/request-facts';
import { normalTime } from '../spelling/time';

const NGINX = /^(\d{4})\/(\d{2})\/(\d{2}) (\d{2}:\d{2}:\d{2}) \[\w+\] \d+#\d+: (?:\*\d+ )?(.*)$/s;
const GUNICORN = /^\[(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}) ([+-]\d{2})(\d{2})\] \[\d+\] \[\w+\] (.*)$/s;

/** A line of nginx's or gunicorn's error log; `undefined` if it is none. */
export function originErrorOf(line: string, place: Place): OriginError | undefined {
  return nginxError(line, place) ?? gunicornError(line, place);
}

/** A line that goes on what an error began: a traceback of Python. */
export function isContinuation(line: string): boolean {
  return /^(?:\s|Traceback |During handling|The above exception|[\w.]+(?:Error|Exception|Exit|Interrupt)\b)/.test(
    line,
  );
}

/** nginx writes the time of its own zone; it is taken as UTC. */
function nginxError(line: string, place: Place): OriginError | undefined {
  const [, year, month, day, clock, text] = NGINX.exec(line) ?? [];
  if (text === undefined) return undefined;
  const at = text.search(/, client: /);
  const message = at < 0 ? text : text.slice(0, at);
  const rest = at < 0 ? '' : text.slice(at);
  const [, method, target] = /, request: "(\S+) (\S+)(?: HTTP\/[\d.]+)?"/.exec(rest) ?? [];
  const [path, query] = target === undefined ? [] : splitTarget(target);
  return {
    place,
    time: normalTime(`${year}-${month}-${day}T${clock}Z`),
    program: 'nginx',
    message,
    request: {
      ...NO_FACTS,
      method,
      path,
      query,
      host: plainHost(/, host: "([^"]*)"/.exec(rest)?.[1]),
      clientIp: /, client: ([^,]+)/.exec(rest)?.[1],
    },
  };
}

function gunicornError(line: string, place: Place): OriginError | undefined {
  const [, day, clock, hours, minutes, message] = GUNICORN.exec(line) ?? [];
  if (message === undefined) return undefined;
  return {
    place,
    time: normalTime(`${day}T${clock}${hours}:${minutes}`),
    program: 'gunicorn',
    message,
    request: NO_FACTS,
  };
}
