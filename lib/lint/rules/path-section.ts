import { show } from '../../errors';
import { exceptionLint } from '../rule';
import { textOf } from '../texts';
import { opening, PATH } from '../uri-conditions';

export const pathSection = exceptionLint(
  'path-section',
  'an exception for a whole section of a host',
  (subject) =>
    opening(subject, [PATH], ['starts_with']).flatMap(({ node, texts }) =>
      texts
        .map(textOf)
        .filter((text) => /^\/(?:[^/]+\/)?$/.test(text))
        .map((text) => ({
          message: `everything below ${show(text)} is exempt: ${text === '/' ? 'the whole host' : 'a whole section of the host'}`,
          help: 'name a longer prefix, or the whole path with `eq`',
          range: node.range,
        })),
    ),
);
