import { conditionLint } from '../rule';
import { textOf } from '../questions/texts';
import { hasExactPath, opening, WITH_QUERY } from '../questions/uri-conditions';

export const uriWithQuery = conditionLint(
  'uri-with-query',
  'error',
  'a path condition that the query string can meet',
  opening(WITH_QUERY, ['contains', 'ends_with', 'matches', 'wildcard', 'strict wildcard']),
  ({ node, field, texts }, subject) =>
    hasExactPath(subject)
      ? []
      : [
          {
            message: `\`${field?.name ?? ''}\` holds the query string, which each client writes itself: \`/wp-login.php?x=...\` matches`,
            help: texts.some((text) => /[?=&]/.test(textOf(text)))
              ? 'compare `http.request.uri.path`, and a parameter by itself: `http.request.uri.args["..."][0] eq "..."`'
              : 'use `http.request.uri.path`',
            range: node.range,
          },
        ],
);
