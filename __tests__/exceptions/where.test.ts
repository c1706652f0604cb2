import type { WhereCondition, OneOrMore } from '../../lib';
import { any, field, not } from '../../lib/rules-language';
import { defineRequest } from '../support/exceptions';
import { refusalOf } from '../support/refusal';

const VERSION = 'http.request.headers["x-api-version"][0] eq "2"';

test('conditions are joined by `and`, each as a group', () => {
  const { expression } = defineRequest({
    where: [VERSION, 'ip.src.country eq "DE" or ip.src.country eq "AT"', not(field('cf.client.bot'))],
  }).rule;
  expect(expression).toContain(
    ` and ssl and ${VERSION} and (ip.src.country eq "DE" or ip.src.country eq "AT") and not cf.client.bot and http.request.timestamp.sec lt `,
  );
});

test('an `and` is no group of its own', () => {
  const { expression } = defineRequest({ where: `${VERSION} and ip.src.country eq "DE"` }).rule;
  expect(expression).toContain(` and ssl and ${VERSION} and ip.src.country eq "DE" and `);
});

test.each<[string, unknown, string, string]>([
  ['no condition', [], 'where/empty', 'leave `where` out'],
  ['a number', 5, 'where/kind', 'write where: \'http.request.headers["x-api-version"][0] eq "2"\''],
  ['null', null, 'where/kind', 'write where: \'http.request.headers["x-api-version"][0] eq "2"\''],
  [
    'an object',
    { kind: 'x' },
    'where/kind',
    'write where: \'http.request.headers["x-api-version"][0] eq "2"\'',
  ],
  [
    'a condition on elements',
    field('http.request.headers.names').each().eq('x'),
    'where/elements',
    'wrap it: where: any(...)',
  ],
  ['an unknown field', 'http.hst eq "a"', 'where/syntax', 'did you mean `http.host`?'],
  ['an unfinished text', `${VERSION} and`, 'where/syntax', expect.any(String)],
  ['an empty text', '', 'where/syntax', expect.any(String)],
  [
    'what every request meets',
    'true',
    'where/always',
    'name what only the blocked requests have, or leave it out',
  ],
  [
    'what no request meets',
    'false',
    'where/never',
    'name what only the blocked requests have, or leave it out',
  ],
  [
    'what contradicts itself',
    'ip.src.asnum eq 1 and ip.src.asnum eq 2',
    'where/never',
    'name what only the blocked requests have, or leave it out',
  ],
  [
    'what contradicts the rest',
    'http.request.method eq "GET"',
    'where/never',
    'correct `where`, or the prop that it contradicts',
  ],
])('refuses %s', (_title, where, code, help) => {
  expect(refusalOf(() => defineRequest({ where: where as OneOrMore<WhereCondition> }))).toMatchObject({
    code,
    help,
  });
});

test('shows the wrong place', () => {
  expect(() => defineRequest({ where: 'ssl and http.hst eq "a"' })).toThrow(
    [
      '`where` is not an expression of the Rules language, got: `ssl and http.hst eq "a"` [where/syntax]',
      '    Filter parsing error (1:9):',
      '      ssl and http.hst eq "a"',
      '              ^^^^^^^^ unknown identifier `http.hst`',
      '  help: did you mean `http.host`?',
    ].join('\n'),
  );
});

test('is built by factories', () => {
  const where = any(field('http.request.headers.names').each().eq('x-api'));
  expect(defineRequest({ where }).rule.expression).toContain(
    ' and any(http.request.headers.names[*] eq "x-api") and ',
  );
});
