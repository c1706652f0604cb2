import { type WafExceptionProps, Path } from '../../lib';
import { defineLintedException, type MadeRule } from '../../lib/exceptions';
import { print } from '../../lib/rules-language';
import { define, NOW_MS, PROPS, REQUEST } from '../support/exceptions';
import { refusalOf } from '../support/refusal';

const reason = 'agreed with security on 2026-05-30';
const accept = (...ids: readonly string[]) => ({
  accept: ids.map((finding) => ({ finding, reason })) as WafExceptionProps['accept'] & object,
});
const CONTAINS = { request: { ...REQUEST, path: Path.contains('/export') } };
const SECTION = { request: { ...REQUEST, path: Path.under('/admin/') } };

test('refuses Path.contains that nobody stands by', () => {
  expect(refusalOf(() => define(CONTAINS))).toEqual({
    code: 'path-contains',
    message:
      "`Path.contains('/export')` also exempts every other path with that text in it, such as `/wp-login.php/export`",
    help: "use Path.exact, or accept it: accept: [{ finding: 'path-contains', reason: '...' }]",
  });
});

test('refuses a reason that is still to be written', () => {
  const accepted = [{ finding: 'path-contains', reason: 'TODO: why no other path holds it' }] as const;
  expect(refusalOf(() => define({ ...CONTAINS, accept: accepted }))).toEqual({
    code: 'accept/todo',
    message:
      '`reason` of the accepted finding `path-contains` is still to be written, got: `TODO: why no other path holds it`',
    help: 'say why this is right for this exception',
  });
  expect(() => define({ owner: 'TODOist team' })).not.toThrow();
});

test('refuses Path.contains whatever else is accepted', () => {
  expect(refusalOf(() => define({ ...CONTAINS, ...accept('missing-owner') })).code).toBe('path-contains');
});

test.each<[string, Partial<WafExceptionProps>, readonly string[]]>([
  ['takes Path.contains once it is accepted', { ...CONTAINS, ...accept('path-contains') }, []],
  ['takes away what is accepted', { ...SECTION, ...accept('path-section') }, []],
  [
    'keeps what is not accepted',
    { ...SECTION, logMatches: false, ...accept('path-section') },
    ['no-skip-events'],
  ],
  ['takes the same accept twice for one', { ...SECTION, ...accept('path-section', 'path-section') }, []],
  ['takes an empty list', { accept: [] }, []],
])('%s', (_title, props, ids) => {
  expect(define(props).warnings.map(({ id }) => id)).toEqual(ids);
});

test('tells of an accept that meets nothing', () => {
  expect(define(accept('path-section', 'reserved-address')).warnings).toEqual(
    ['path-section', 'reserved-address'].map((id) => ({
      id: 'unused-accept',
      severity: 'warning',
      message: `\`accept\` names \`${id}\`, which this exception does not have`,
      help: 'remove it, so that it cannot hide a later mistake',
    })),
  );
});

test('does not judge an accept of what the props do not tell', () => {
  expect(define(accept('unanchored-regex', 'duplicate-exception')).warnings).toEqual([]);
});

describe('what lint tells', () => {
  const help = 'do something';
  const props = { ...PROPS, ...accept('contradiction', 'octal-integer', 'duplicate-exception') };
  const made: MadeRule[] = [];
  const { warnings } = defineLintedException('dashboard', 'export', props, NOW_MS, {
    lint: (rule) => {
      made.push(rule);
      return [
        { id: 'contradiction', severity: 'warning', message: 'one', help },
        { id: 'empty-set', severity: 'warning', message: 'two', help },
      ];
    },
    isLookedFor: (id) => id !== 'duplicate-exception',
  });

  test('is judged like what the props tell, and so are the accepts that it looks for', () => {
    expect(warnings.map(({ id, message }) => [id, message])).toEqual([
      ['empty-set', 'two'],
      ['unused-accept', '`accept` names `octal-integer`, which this exception does not have'],
    ]);
  });

  test('is told of the rule and of the expression that its text was printed from', () => {
    expect(made.map(({ rule, phase, expression }) => [rule.ref, phase, print(expression)])).toEqual([
      ['wafx__dashboard__export', 'http_request_firewall_custom', made[0]?.rule.expression],
    ]);
  });
});

test.each<[string, object, string, string, string]>([
  [
    'a misspelt finding',
    { finding: 'path-contain', reason },
    'accept/unknown',
    '`accept` names no known finding, got: `path-contain`',
    'did you mean `path-contains`?',
  ],
  [
    'an unknown finding',
    { finding: 'everything', reason },
    'accept/unknown',
    '`accept` names no known finding, got: `everything`',
    'use the id in brackets behind the message',
  ],
  [
    'no reason',
    { finding: 'path-contains' },
    'literal/string',
    '`accept.reason` must be a string, got: `undefined`',
    'give `accept.reason` a value',
  ],
  [
    'no finding',
    { reason },
    'literal/string',
    '`accept.finding` must be a string, got: `undefined`',
    'give `accept.finding` a value',
  ],
  [
    'another key',
    { finding: 'path-contains', because: 'the host serves nothing else' },
    'props/unknown',
    '`accept` has no prop of this name, got: `because`',
    'use one of: finding, reason',
  ],
  [
    'a reason of 9 characters',
    { finding: 'path-contains', reason: ' because!! ' },
    'accept/reason',
    '`reason` of the accepted finding `path-contains` must have at least 10 characters, got: ` because!! `',
    'say why this is right for this exception',
  ],
])('refuses %s', (_title, item, code, message, help) => {
  expect(refusalOf(() => define({ ...CONTAINS, accept: [item] as never }))).toEqual({ code, message, help });
});

test('takes a reason of 10 characters', () => {
  expect(
    define({ ...CONTAINS, accept: [{ finding: 'path-contains', reason: '0123456789' }] }).warnings,
  ).toEqual([]);
});
