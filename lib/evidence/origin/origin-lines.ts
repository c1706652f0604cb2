import type { EvidenceVisitor, OriginError, Place } from '../evidence';
import { Fields } from '../records/fields';
import { isContinuation, originErrorOf, raisedError } from './error-log';
import { COMBINED, logFormat } from './log-format';
import { originEntry } from './origin-entry';

const readCombined = logFormat(`${COMBINED}$rest`);
/** Without referrer and user agent: the format `common`. */
const readCommon = logFormat('$remote_addr - $remote_user [$time_local] "$request" $status $body_bytes_sent');

const LONGEST = 64 * 1024;

/** Takes a line of an origin's log; false if it is none. */
export type TakeOriginLine = (line: string, place: Place, visitor: EvidenceVisitor) => boolean;

/** A reader of the lines of access and error logs, which may be in one file. */
export function originLines(format?: string): TakeOriginLine {
  const readers = [...(format === undefined ? [] : [logFormat(format)]), readExtended, readCommon];
  let last: OriginError | undefined;
  return (line, place, visitor) => {
    if (line.length > LONGEST) return false;
    for (const read of readers) {
      const values = read(line);
      if (values === undefined || !/^\d{3}$/.test(values.get('status') ?? '')) continue;
      last = undefined;
      visitor.originEntry(originEntry(new Fields(Object.fromEntries(values)), place));
      return true;
    }
    const error = originErrorOf(line, place);
    if (error === undefined) {
      if (last === undefined || !isContinuation(line)) return false;
      const raised = raisedError(line, place, last);
      if (raised !== undefined) visitor.originError(raised);
      return true;
    }
    last = error;
    visitor.originError(error);
    return true;
  };
}

/**
 * `combined`, with whatever a configuration adds at its end: a ray is known by its form, and the status of the application
 * by a name before it. The edge sends the ray with the data centre; without one, the same form is that of a span of a trace.
 */
function readExtended(line: string): ReadonlyMap<string, string> | undefined {
  const values = readCombined(line);
  if (values === undefined) return undefined;
  const rest = values.get('rest') ?? '';
  const [, ray] = /(?<![\w-])([0-9a-f]{16}-[a-z]{3})(?![\w-])/i.exec(rest) ?? [];
  const [, upstream] = /(?<!\w)(?:upstream_status|us)[=:]"?([\d, :-]+)/.exec(rest) ?? [];
  return new Map([
    ...values,
    ...(ray === undefined ? [] : [['http_cf_ray', ray] as const]),
    ...(upstream === undefined ? [] : [['upstream_status', upstream] as const]),
  ]);
}
