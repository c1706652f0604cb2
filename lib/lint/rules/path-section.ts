import { show } from '../../errors';
import { conditionLint } from '../rule';
import { textOf } from '../questions/texts';
import { NORMAL_WITH_QUERY, opening, PATH } from '../questions/uri-conditions';

export const pathSection = conditionLint(
  'path-section',
  'warning',
  'an exception for a whole section of a host',
  opening([PATH, ...NORMAL_WITH_QUERY], ['starts_with']),
  ({ node, texts }) =>
    texts
      .map((literal) => textOf(literal).replace(/^https?:\/\/[^/]*/, ''))
      .filter((text) => /^\/(?:[^/]+\/)?$/.test(text))
      .map((text) => ({
        message: `everything below ${show(text)} is exempt: ${text === '/' ? 'the whole host' : 'a whole section of the host'}`,
        help: 'name a longer prefix, or the whole path with `eq`',
        range: node.range,
      })),
);
