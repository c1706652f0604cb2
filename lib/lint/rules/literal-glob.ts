import { show } from '../../errors';
import { conditionLint } from '../rule';
import { textOf } from '../questions/texts';
import { PATH, RAW_PATH, WITH_QUERY } from '../questions/uri-conditions';

const FIELDS: readonly string[] = [PATH, RAW_PATH, ...WITH_QUERY];
const OPERATORS: readonly string[] = ['eq', 'ne', 'in', 'starts_with', 'ends_with', 'contains'];

export const literalGlob = conditionLint(
  'literal-glob',
  'warning',
  '`*` in a text where a wildcard is meant',
  ({ field, operator }) => FIELDS.includes(field) && OPERATORS.includes(operator),
  ({ texts }) =>
    texts
      .filter((literal) => /[^*]\*|\*[^*]/.test(textOf(literal)))
      .map((literal) => ({
        message: `\`*\` stands for itself in ${show(textOf(literal))}`,
        help: 'name each path; for everything below a folder use `starts_with(http.request.uri.path, "/.../")`',
        range: literal.range,
      })),
);
