import type { OriginError, Place, RequestFacts } from '../evidence';
import { NO_FACTS, plainHost, splitTarget } from '../records/request-facts';
import { normalTime } from '../spelling/time';

const NGINX = /^(\d{4})\/(\d{2})\/(\d{2}) (\d{2}:\d{2}:\d{2}) \[\w+\] \d+#\d+: (?:\*\d+ )?(.*)$/s;
const GUNICORN = /^\[(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}) ([+-]\d{2})(\d{2})\] \[\d+\] \[\w+\] (.*)$/s;

const FLASK = /^\[(\d{4}-\d{2}-\d{2}) (\d{2}:\d{2}:\d{2}),\d{3}\] [A-Z]+ in [\w.]+: (.*)$/s;

/** A line of the error log of nginx, of gunicorn, or of Flask; `undefined` if it is none. */
export function originErrorOf(line: string, place: Place): OriginError | undefined {
  return nginxError(line, place) ?? gunicornError(line, place) ?? flaskError(line, place);
}

/** The end of a traceback, which names what was raised: an error of the same time and request as the line before it. */
export function raisedError(line: string, place: Place, before: OriginError): OriginError | undefined {
  return /^(?:[A-Za-z_]\w*\.)*[A-Z]\w*(?:Error|Exception)(?:: .*)?$/.test(line)
    ? { ...before, place, message: line }
    : undefined;
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
    request: requestOf(/^Error handling request (?:([A-Z]+) )?(\/\S*)/.exec(message) ?? []),
  };
}

/** Python writes the time of its own zone; it is taken as UTC. */
function flaskError(line: string, place: Place): OriginError | undefined {
  const [, day, clock, message] = FLASK.exec(line) ?? [];
  if (message === undefined) return undefined;
  const [, path, method] = /^Exception on (\S+) \[([A-Z]+)\]$/.exec(message) ?? [];
  return {
    place,
    time: normalTime(`${day}T${clock}Z`),
    program: 'Flask',
    message,
    request: requestOf([message, method, path]),
  };
}

function requestOf([, method, target]: readonly (string | undefined)[]): RequestFacts {
  const [path, query] = target === undefined ? [] : splitTarget(target);
  return { ...NO_FACTS, method, path, query };
}
