import { show } from '../../errors';
import { conditionLint } from '../rule';
import { textOf } from '../texts';
import { PATH } from '../uri-conditions';

export const pathNotNormal = conditionLint(
  'path-not-normal',
  'a path that no request has after normalisation',
  ({ field, operator, functions }) =>
    field === PATH &&
    functions.every((name) => name === 'lower') &&
    (operator === 'eq' || operator === 'in' || operator === 'starts_with'),
  ({ texts }) =>
    texts.flatMap((literal) => {
      const text = textOf(literal);
      const problem = problemOf(text);
      if (problem === undefined) return [];
      return [
        {
          message: `${show(text)} ${problem}: it can never match`,
          help: 'write the path as Cloudflare sees it, such as `/admin/export`',
          range: literal.range,
        },
      ];
    }),
);

function problemOf(text: string): string | undefined {
  if (!text.startsWith('/')) return 'does not start with `/`';
  if (/[?#]/.test(text)) return 'holds a query string or fragment, which a path has not';
  if (text.includes('//')) return 'holds `//`, which Cloudflare merges';
  if (/\/\.{1,2}(?:\/|$)/.test(text)) return 'holds a dot segment, which Cloudflare resolves';
  if (/[\s"<>^`{|}\u0080-\uffff]/.test(text)) return 'holds a character that Cloudflare percent-encodes';
  return undefined;
}
