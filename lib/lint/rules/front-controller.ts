import { show } from '../../errors';
import type { Condition } from '../questions/conditions';
import { conditionLint } from '../rule';
import { textOf } from '../questions/texts';
import { opening, PATH } from '../questions/uri-conditions';

/** Paths that answer for many: the application reads elsewhere in the request what it is to do. */
const FRONT_CONTROLLER =
  /^\/(?:(?:[^/]+\/)*(?:(?:index|app|main|default|front|dispatch|router)\.(?:php\d?|aspx?|jsp|cgi|pl|do|cfm)|(?:index|default)\.html?|xmlrpc\.php|admin-(?:ajax|post)\.php))?$/i;

/** Where such an application reads it, and what shows whom it serves. */
const ELSEWHERE =
  /^(?:raw\.)?http\.request\.(?:uri|full_uri|uri\.(?:query|args)(?:\..*)?|body(?:\..*)?|headers(?:\..*)?|cookies)$|^http\.cookie$/;

export const frontController = conditionLint(
  'front-controller',
  'error',
  'an exception for a path that answers every request of an application',
  opening([PATH], ['eq', 'in']),
  ({ texts }, { conditions }) => {
    // The paths first: nearly all exceptions end here, and each synth asks all of them.
    const found = texts.filter((literal) => FRONT_CONTROLLER.test(textOf(literal)));
    if (found.length === 0 || conditions.some(asksElsewhere)) return [];
    return found.map((literal) => ({
      message: `${show(textOf(literal))} answers every request of many applications, so all of them are exempt`,
      help: 'add what only the blocked request has, such as a parameter of its query (`query` of an exception), or accept it',
      range: literal.range,
    }));
  },
);

function asksElsewhere({ field, shape }: Condition): boolean {
  return field !== undefined && shape.polarity !== 'negative' && ELSEWHERE.test(field.name);
}
