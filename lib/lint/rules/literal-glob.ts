import { show } from '../../errors';
import { conditionLint, type Found } from '../rule';
import { textOf } from '../questions/texts';
import { WITH_PATH } from '../questions/uri-conditions';
import { valueFindings } from '../values/value-findings';

const FIELDS: readonly string[] = [...WITH_PATH, 'http.host'];
const OPERATORS: readonly string[] = ['eq', 'ne', 'in', 'starts_with', 'ends_with', 'contains'];
const STAR = /[^*]\*|\*[^*]/;
/** Signs that stand there for a regular expression: at an end, around a group, or behind a class. */
const REGEX_SIGN = /^\^(?=[/\w])|(?<=[\w/.-])\$$|\(\?[:i]|(?<=\[[^\]]+\])[+?{]|(?<=\([^)]*\|[^)]*\))(?=.?)/;

export const literalGlob = conditionLint(
  'literal-glob',
  'warning',
  'a pattern in a text, which stands for itself',
  ({ field, operator }) => FIELDS.includes(field) && OPERATORS.includes(operator),
  (condition) => {
    return condition.texts.flatMap((literal): readonly Found[] => {
      const text = textOf(literal);
      if (condition.field?.name !== 'http.host' && STAR.test(text)) {
        return [
          {
            message: `\`*\` is a plain character in ${show(text)}`,
            help: 'name each path, or write an exception with Path.pattern or Path.under',
            range: literal.range,
          },
        ];
      }
      const sign = REGEX_SIGN.exec(text)?.[0];
      // Of a text that is no value at all other rules tell.
      if (sign === undefined || valueFindings(condition).length > 0) return [];
      return [
        {
          message: `${sign === '' ? '`|`' : show(sign)} is a plain character in ${show(text)}`,
          help: 'name each text: only `matches` reads regular expressions',
          range: literal.range,
        },
      ];
    });
  },
);
