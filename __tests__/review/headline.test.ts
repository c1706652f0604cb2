import { renderMarkdown } from '../../lib/review';
import { openingOf, openingWords } from '../../lib/review/words/opening';
import { plain } from '../../lib/review/text';
import { EVERYBODYS_HOST, THREE_RULES } from './support/comment-plans';
import { reviewOf } from './support/plan';
import { added, changed, custom, listed } from './support/plans';
import { CALLERS, EXACT, exception, HOST, METHOD, PATH, UNTIL } from './support/rules';

const SECTION = 'starts_with(http.request.uri.path, "/api/")';

test.each([
  ['host, method and path', EXACT, 'one exact request, for everybody'],
  ['callers', `${EXACT} and ${CALLERS} and ${UNTIL}`, 'one exact request, for 256 addresses'],
  ['a caller', `${EXACT} and ip.src eq 192.0.2.1`, 'one exact request, for 1 address'],
  [
    'overlapping callers',
    `${EXACT} and ip.src in {192.0.2.0/24 192.0.2.7}`,
    'one exact request, for 256 addresses',
  ],
  ['half of all addresses', `${EXACT} and ip.src in {0.0.0.0/1}`, 'one exact request, for everybody'],
  [
    'one address less',
    `${EXACT} and ip.src in {0.0.0.0..127.255.255.254}`,
    'one exact request, for 2,147,483,647 addresses',
  ],
  ['a list', `${EXACT} and ip.src in $office`, 'one exact request, for the addresses of the list $office'],
  [
    'two methods and hosts',
    `http.host in {"a.com" "b.com"} and http.request.method in {"PUT" "POST"} and ${PATH}`,
    '4 exact requests, for everybody',
  ],
  ['any method', `${HOST} and ${PATH}`, 'one exact path with any method, for everybody'],
  ['a prefix', `${HOST} and ${METHOD} and ${SECTION}`, 'a section of a host, for everybody'],
  [
    'the prefix of every path',
    `${HOST} and starts_with(http.request.uri.path, "/")`,
    'a whole host, for everybody',
  ],
  ['a suffix', `${HOST} and ends_with(http.request.uri.path, ".php")`, 'a whole host, for everybody'],
  ['a part of the path', `${HOST} and http.request.uri.path contains "x"`, 'a whole host, for everybody'],
  ['a host', HOST, 'a whole host, for everybody'],
  ['a domain', `ends_with(http.host, ".example.com") and ${PATH}`, 'the whole zone, for everybody'],
  ['a path alone', PATH, 'the whole zone, for everybody'],
  ['everything', 'true', 'the whole zone, for everybody'],
  [
    'what has no words',
    `${HOST} and ip.src.country eq "DE"`,
    'a whole host, for everybody, under further conditions',
  ],
  [
    'a parameter',
    `${EXACT} and http.request.uri.query eq "a=1"`,
    'one exact request, for everybody, under further conditions',
  ],
  [
    'alternatives of one kind',
    `${EXACT} or (${EXACT.replace('POST', 'PUT')})`,
    '2 exact requests, for everybody',
  ],
  ['alternatives, the larger of which counts', `(${EXACT}) or (${HOST})`, 'a whole host, for everybody'],
  [
    'alternatives with callers each',
    `(${EXACT} and ip.src in {192.0.2.0/24}) or (${EXACT} and ip.src in {192.0.2.128/25 198.51.100.7})`,
    '2 exact requests, for 257 addresses',
  ],
  [
    'alternatives one of which is for everybody',
    `(${EXACT} and ${CALLERS}) or (${HOST})`,
    'a whole host, for everybody',
  ],
  [
    'a list beside addresses',
    `(${EXACT} and ip.src in $office) or (${EXACT} and ${CALLERS})`,
    '2 exact requests, for everybody',
  ],
])('%s', (_, expression, words) => {
  const opening = openingOf({ expression });
  expect(opening === undefined ? undefined : plain(openingWords(opening))).toBe(words);
});

test('an expression that cannot be read has no grade', () => {
  expect(openingOf({ expression: 'http.host eq' })).toBeUndefined();
});

/** The heading and the kind of alert below it. */
function headOf(markdown: string): readonly string[] {
  const [, heading = '', severity = ''] = /^## (.*)\n\n> \[!(\w+)\]\n/.exec(markdown) ?? [];
  return [heading, severity];
}

test.each([
  ['an exact request for some', `${EXACT} and ${CALLERS}`, 'NOTE'],
  ['an exact request for everybody', EXACT, 'IMPORTANT'],
  ['a section for some', `${HOST} and ${SECTION} and ${CALLERS}`, 'IMPORTANT'],
  ['a section for everybody', `${HOST} and ${SECTION}`, 'WARNING'],
  ['a host for some', `${HOST} and ${CALLERS}`, 'WARNING'],
  ['a host for everybody', HOST, 'CAUTION'],
  ['the zone for some', CALLERS, 'CAUTION'],
  ['the zone for everybody', 'true', 'CAUTION'],
])('%s: the alert is as loud as that', (_, expression, severity) => {
  const [heading, alert] = headOf(renderMarkdown(reviewOf(added(expression))));
  expect(heading).toMatch(/^WAF review: wider by /);
  expect(alert).toBe(severity);
});

test('what one rule opens and another closes is said of both', () => {
  const gone = exception('gone', EXACT.replaceAll('/export', '/old'));
  const plan = custom([gone], [exception('came', `${EXACT} and ${CALLERS}`)]);
  const markdown = renderMarkdown(reviewOf(plan));
  expect(headOf(markdown)[0]).toBe(
    'WAF review: wider by one exact request, for 256 addresses; also narrower',
  );
  expect(markdown).toContain('of the zone. Other requests are inspected again.');
});

test('a list that opens a rule has no grade, and is a warning', () => {
  expect(headOf(renderMarkdown(reviewOf(listed(['192.0.2.1'], ['192.0.2.1', '192.0.2.2']))))).toEqual([
    'WAF review: wider, with 1 new item in the list `$office`',
    'WARNING',
  ]);
});

test('of several rules, the headline counts them and shows the widest', () => {
  const markdown = renderMarkdown(reviewOf(THREE_RULES));
  expect(headOf(markdown)).toEqual([
    'WAF review: wider in 3 rules, at most by a section of a host, for everybody',
    'WARNING',
  ]);
  expect(markdown).toMatch(
    /^> The widest is the exception `wafx__dashboard__b`: `GET https?:\/\/app.example.com\/api\//m,
  );
});

test('the headline is not repeated by the rule that it is about, and other rules have their own', () => {
  const one = renderMarkdown(reviewOf(EVERYBODYS_HOST));
  expect(one.match(/was inspected and now skips/g)).toHaveLength(1);
  const three = renderMarkdown(reviewOf(THREE_RULES));
  expect(three.match(/^- Wider by one exact request, for everybody: /gm)).toHaveLength(2);
  expect(three.match(/was inspected and now skips/g)).toHaveLength(3);
  const same = renderMarkdown(reviewOf(changed(EXACT, `${EXACT} and ssl`)));
  expect(same.match(/no request gains or loses protection/gi)).toHaveLength(1);
});
