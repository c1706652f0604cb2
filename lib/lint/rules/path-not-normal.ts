import { show } from '../../errors';
import { decodeText } from '../../rules-language/text/bytes';
// By file: the index would load the parser at each synth.
import { normalisePath } from '../../rules-language/context/normalise-path';
import type { Condition } from '../questions/conditions';
import { conditionLint } from '../rule';
import { textOf } from '../questions/texts';
import { PATH, RAW_PATH } from '../questions/uri-conditions';

const FIELDS: readonly string[] = [PATH, RAW_PATH, 'http.request.uri'];
const FROM_START: readonly Condition['operator'][] = ['eq', 'ne', 'in', 'starts_with'];

export const pathNotNormal = conditionLint(
  'path-not-normal',
  'warning',
  'a path that no request has after normalisation',
  ({ field, operator, functions }) =>
    FIELDS.includes(field) &&
    functions.every((name) => name === 'lower') &&
    (FROM_START.includes(operator) || (field === PATH && operator === 'contains')),
  ({ texts, field, operator }) =>
    texts.flatMap((literal) => {
      const text = textOf(literal);
      // A test for something that is always there.
      if (text === '' && operator === 'ne') return [];
      const problem =
        operator === 'contains'
          ? problemWithin(text)
          : field?.name === PATH
            ? problemOf(text)
            : problemAnywhere(text, field?.name === RAW_PATH);
      if (problem === undefined) return [];
      const normal = normalForm(literal.value);
      return [
        {
          message: `${show(text)} ${problem}: it can never match`,
          help:
            normal === undefined || normal === text || operator === 'contains'
              ? 'write the path as Cloudflare sees it, such as `/admin/export`'
              : `write ${show(normal)}`,
          range: literal.range,
        },
      ];
    }),
);

function problemOf(text: string): string | undefined {
  if (!text.startsWith('/')) return 'does not start with `/`';
  if (text.includes('#')) return 'holds a query string or fragment, which a path has not';
  if (/[\s"<>^`{|}\\\u0080-\uffff]/.test(text)) return 'holds a character that Cloudflare percent-encodes';
  if (/\/\.{1,2}$/.test(text)) return 'holds a dot segment, which Cloudflare resolves';
  return problemWithin(text);
}

/** What no part of a normalised path has. */
function problemWithin(text: string): string | undefined {
  if (text.includes('?')) return 'holds a query string or fragment, which a path has not';
  if (text.includes('//')) return 'holds `//`, which Cloudflare merges';
  return /\/\.{1,2}\//.test(text) ? 'holds a dot segment, which Cloudflare resolves' : undefined;
}

/** What no request has in its first line. */
function problemAnywhere(text: string, isPath: boolean): string | undefined {
  if (text !== '' && !text.startsWith('/')) return 'does not start with `/`';
  return isPath && text.includes('?') ? 'holds a query string or fragment, which a path has not' : undefined;
}

/** What Cloudflare makes of the path. */
function normalForm(value: string): string | undefined {
  const [path = ''] = value.replace(/^https?:\/\/[^/?#]*/i, '').split(/[?#]/);
  return decodeText(normalisePath(`/${path}`, 'cloudflare'));
}
