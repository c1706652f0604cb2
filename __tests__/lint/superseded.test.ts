import { lint } from '../../lib/lint/lint';
import { NOW_MS } from '../support/exceptions';

const HOST_AND_PATH =
  'http.host eq "a" and http.request.method eq "POST" and http.request.uri.path eq "/x" and raw.http.request.uri.path eq "/x"';

test.each<[string, readonly string[]]>([
  ['http.host eq "a" or true', ['always-true']],
  ['http.user_agent eq "x"', ['header-only']],
  [
    'http.host eq "a" and http.request.method eq "POST" and starts_with(http.request.uri.path, "/")',
    ['missing-path', 'missing-raw-path'],
  ],
  [
    `(${HOST_AND_PATH}) or http.request.uri.path eq "/x"`,
    ['missing-method', 'missing-raw-path', 'or-escapes-host'],
  ],
  ['http.hots eq "a" or true', ['invalid-expression']],
])('tells one fact once: %s', (expression, ids) => {
  const findings = lint({ rules: [{ expression }] }, NOW_MS);
  expect(findings.map(({ id }) => id).sort()).toEqual(ids);
});
