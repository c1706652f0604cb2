import { conditionLint } from '../rule';
import { hasExactPath, opening, WITH_QUERY } from '../questions/uri-conditions';

export const uriWithQuery = conditionLint(
  'uri-with-query',
  'error',
  'a path condition that the query string can meet',
  opening(WITH_QUERY, ['contains', 'ends_with', 'matches', 'wildcard', 'strict wildcard']),
  ({ node, field }, subject) =>
    hasExactPath(subject)
      ? []
      : [
          {
            message: `\`${field?.name ?? ''}\` holds the query string, which each client writes itself: \`/wp-login.php?x=...\` matches`,
            help: 'use `http.request.uri.path`',
            range: node.range,
          },
        ],
);
