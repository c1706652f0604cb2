import { show } from '../../errors';
import { textOf } from '../questions/texts';
import { valueLint } from '../values/value-lint';

/**
 * Methods that requests have: those of HTTP, of WebDAV and of caches.
 *
 * @see https://www.iana.org/assignments/http-methods/
 */
const KNOWN: readonly string[] = (
  'ACL BASELINE-CONTROL BIND CHECKIN CHECKOUT CONNECT COPY DELETE GET HEAD LABEL LINK LOCK MERGE MKACTIVITY ' +
  'MKCALENDAR MKCOL MKREDIRECTREF MKWORKSPACE MOVE OPTIONS ORDERPATCH PATCH POST PRI PROPFIND PROPPATCH PUT QUERY ' +
  'REBIND REPORT SEARCH TRACE UNBIND UNCHECKOUT UNLINK UNLOCK UPDATE UPDATEREDIRECTREF VERSION-CONTROL ' +
  'BAN DEBUG M-SEARCH NOTIFY PURGE REFRESH SUBSCRIBE TRACK UNSUBSCRIBE'
).split(' ');

export const methodCase = valueLint(
  'method-case',
  'warning',
  'a method that no request has',
  ({ field, operator, functions, texts, shape: { isException } }) => {
    const isWhole = operator === 'eq' || operator === 'ne' || operator === 'in';
    // Whoever blocks a method may know of an unusual one.
    if (field?.name !== 'http.request.method' || !isWhole || functions.length > 0 || !isException) return [];
    return texts
      .filter((literal) => !KNOWN.includes(textOf(literal)))
      .map((literal) => ({
        message: `no client uses the method ${show(textOf(literal))}`,
        // One that is spelt much alike is another one.
        help: 'name the method of the request, such as `POST`',
        range: literal.range,
      }));
  },
);
