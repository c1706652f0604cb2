import { didYouMean, show } from '../../errors';
import { needsOneOf } from '../../rules-language/regex/taken-texts';
import type { Condition } from '../questions/conditions';
import { conditionLint, type Found } from '../rule';
import { textOf } from '../questions/texts';

const TOKEN = /^[A-Z][A-Z-]*$/;

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
const WHOLE: readonly Condition['operator'][] = ['eq', 'ne', 'in'];
const PART: readonly Condition['operator'][] = ['contains', 'starts_with', 'ends_with'];

export const methodCase = conditionLint(
  'method-case',
  'warning',
  'a method that no request has',
  ({ field, functions, operator }) =>
    field === 'http.request.method' &&
    functions.length === 0 &&
    (WHOLE.includes(operator) ||
      PART.includes(operator) ||
      operator === 'strict wildcard' ||
      operator === 'matches'),
  ({ texts, operator, right, shape: { isException } }) => {
    if (right?.kind === 'regex' || right?.kind === 'wildcard') {
      const isWrong = right.kind === 'regex' ? needsLowerCase(right.pattern) : /[a-z]/.test(right.pattern);
      return isWrong ? [lowerCase(right.pattern, right.range)] : [];
    }
    return texts.flatMap((literal): readonly Found[] => {
      const text = textOf(literal);
      if (PART.includes(operator)) return /[a-z]/.test(text) ? [lowerCase(text, literal.range)] : [];
      if (!TOKEN.test(text)) return [lowerCase(text, literal.range)];
      // Whoever blocks a method may know of one that nobody else does.
      if (!isException || KNOWN.includes(text)) return [];
      return [
        {
          message: `no client uses the method ${show(text)}`,
          help: didYouMean(text, KNOWN, 'name the method of the request, such as `POST`'),
          range: literal.range,
        },
      ];
    });
  },
);

/** Every text that matches has a lower-case letter. */
function needsLowerCase(pattern: string): boolean {
  return needsOneOf(pattern, (byte) => byte >= 0x61 && byte <= 0x7a);
}

function lowerCase(text: string, range: Found['range']): Found {
  const letters = text.trim().toUpperCase();
  return {
    message: `methods are upper case, got: ${show(text)}`,
    help: `write \`${/[()|*^$]/.test(letters) ? letters : letters.replace(/[^A-Z-]/g, '') || 'POST'}\``,
    range,
  };
}
