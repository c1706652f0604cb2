import type { OriginEntry, Place } from '../evidence';
import { effectOf } from '../../cloudflare';
import { Fields, isOriginRecord, STATUSES, statusOf } from '../records/fields';
import { factsOfUrl, NO_FACTS, plainHost, schemeOf, splitTarget } from '../records/request-facts';
import { normalAction } from '../spelling/names';
import { normalRay } from '../spelling/ray';
import { normalTime } from '../spelling/time';

/** An object of an origin's log, by the names that nginx has for variables, and names that logs in JSON often have. */
export function originRecord(record: object, place: Place): OriginEntry | undefined {
  const fields = new Fields(unnested(record));
  return isOriginRecord(fields) ? originEntry(fields, place, isOfOthers(fields)) : undefined;
}

/** A client may keep what it asked for and was answered in the same form, and a Logpush job of one's own what the edge did. */
function isOfOthers(fields: Fields): boolean {
  const isOfClient =
    /^https?:/i.test(fields.text('url', 'uri', 'requesturi') ?? '') && !fields.has(...CLIENT_ADDRESSES);
  const action = fields.text('action');
  const isOfEdge =
    action !== undefined && effectOf(normalAction(action)) === 'answers' && !fields.has('controller');
  return isOfClient || isOfEdge;
}

const CLIENT_ADDRESSES = [
  'httpcfconnectingip',
  'realipremoteaddr',
  'remoteaddr',
  'clientip',
  'remoteip',
  'clienthost',
] as const;

/** Caddy and others have the request as an object of its own, and its headers within. */
function unnested(record: object): object {
  const { request } = record as { readonly request?: unknown };
  if (typeof request !== 'object' || request === null) return record;
  const { headers } = request as { readonly headers?: unknown };
  const named = Object.entries(typeof headers === 'object' && headers !== null ? headers : {}).map(
    ([name, value]): [string, unknown] => [`http_${name}`, Array.isArray(value) ? value[0] : value],
  );
  return { ...record, request: undefined, ...Object.fromEntries(named), ...request };
}

/** An entry of an access log; the values by nginx's names of variables, without marks. */
export function originEntry(fields: Fields, place: Place, mayBeOfOthers = false): OriginEntry {
  const request = fields.text('request');
  const [, line, lineTarget] = /^(\S+) (\S+)(?: HTTP\/[\d.]+)?$/.exec(request ?? '') ?? [];
  const target =
    given(fields, 'requesturi', 'uri', 'url', 'path', 'requestpath', 'documenturi') ?? lineTarget;
  const [path, query] = target === undefined ? [] : splitTarget(target);
  const args = fields.anyText('args', 'querystring', 'query');
  return {
    place,
    ray: normalRay(given(fields, 'httpcfray', 'cfray', 'rayid', 'ray', 'xcfray', 'cfrayid', 'requestcfray')),
    time: timeOf(fields),
    request: {
      ...NO_FACTS,
      method: given(fields, 'requestmethod', 'method', 'httpmethod') ?? line,
      path,
      query: query === '' && args !== undefined && args !== '-' ? args.replace(/^\?/, '') : query,
      host:
        plainHost(given(fields, 'httphost', 'host', 'vhost', 'servername', 'requesthost')) ??
        factsOfUrl(target ?? '')?.host,
      scheme: schemeOf(given(fields, 'scheme', 'httpxforwardedproto')),
      clientIp: given(fields, ...CLIENT_ADDRESSES),
      // `-` stands for an empty header, or for none.
      userAgent: fields
        .anyText('httpuseragent', 'useragent', 'agent', 'requestuseragent')
        ?.replace(/^-$/, ''),
    },
    status: statusOf(fields.number(...STATUSES)),
    upstreamStatus: lastStatus(given(fields, 'upstreamstatus', 'originstatus')),
    mayBeOfOthers,
  };
}

/** A value that is not `-`, which nginx writes for none. */
function given(fields: Fields, ...names: readonly string[]): string | undefined {
  for (const name of names) {
    const text = fields.text(name);
    if (text !== undefined && text !== '-') return text;
  }
  return undefined;
}

function timeOf(fields: Fields): number | undefined {
  const local = fields.text('timelocal');
  return local === undefined
    ? normalTime(fields.value('timeiso8601', 'time', 'timestamp', 'msec', 'ts', 'datetime', 'date'))
    : localTime(local);
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** `01/Jun/2026:12:00:00 +0000` */
function localTime(text: string): number | undefined {
  const [, day, month = '', year, clock, zone = '+0000'] =
    /^(\d{2})\/(\w{3})\/(\d{4}):(\d{2}:\d{2}:\d{2})(?: ([+-]\d{4}))?$/.exec(text) ?? [];
  const number = MONTHS.indexOf(month.toLowerCase()) + 1;
  if (number === 0) return undefined;
  return normalTime(
    `${year}-${String(number).padStart(2, '0')}-${day}T${clock}${zone.slice(0, 3)}:${zone.slice(3)}`,
  );
}

/** Where several upstreams were asked, the last one's answer was passed on. */
function lastStatus(text: string | undefined): number | undefined {
  const last = text?.split(/[,:]/).at(-1)?.trim();
  return last === undefined || !/^\d{3}$/.test(last) ? undefined : Number(last);
}
