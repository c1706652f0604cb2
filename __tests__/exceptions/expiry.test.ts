import { isExpired } from '../../lib/exceptions';
import { define } from '../support/exceptions';
import { refusalOf } from '../support/refusal';

const DAY_MS = 86_400_000;
/** The first moment at which an exception with `expires: '2027-03-31'` no longer works. */
const END_MS = Date.parse('2027-04-01T00:00:00Z');

test.each([
  ['the end of a month', '2027-03-31', 1806537600],
  ['the end of a year', '2026-12-31', 1798761600],
  ['a leap day', '2028-02-29', 1835481600],
])('ends the exception after %s, UTC', (_title, expires, seconds) => {
  expect(define({ expires }).rule.expression).toMatch(
    new RegExp(` and http\\.request\\.timestamp\\.sec lt ${seconds}\\)$`),
  );
});

test.each([
  '2027-02-30',
  '2027-02-29',
  '2027-13-01',
  '2027-00-10',
  '2027-1-1',
  '31.03.2027',
  '2027-03-31T00:00:00',
  '2027-03-31T24:00Z',
  '2027-03-31T12:60Z',
  '2027-02-30T12:00Z',
  'never',
  '',
  ' 2027-03-31',
  '+02027-03-31',
])('refuses "%s"', (expires) => {
  expect(refusalOf(() => define({ expires }))).toEqual({
    code: 'expires/date',
    message: `\`expires\` must be a day written as YYYY-MM-DD, or a moment in UTC as YYYY-MM-DDThh:mmZ, got: \`${expires}\``,
    help: 'write the last day (UTC) on which the exception is needed, such as `2027-03-31`',
  });
});

test.each([
  ['31 days before its end', END_MS - 30 * DAY_MS - 1, undefined],
  ['30 days before its end', END_MS - 30 * DAY_MS, '30 days left'],
  ['on its last day but one', END_MS - DAY_MS - 1, '2 days left'],
  ['on its last day', END_MS - DAY_MS, '1 day left'],
  ['a moment before its end', END_MS - 1, '1 day left'],
])('is judged %s', (_title, nowMs, left) => {
  const expected =
    left === undefined
      ? []
      : [
          {
            id: 'expires-soon',
            severity: 'warning',
            message: `the exception ends after 2027-03-31 (UTC): ${left}`,
            help: 'fix the cause and remove the exception, or move `expires`',
          },
        ];
  expect(define({ expires: '2027-03-31' }, nowMs).warnings).toEqual(expected);
});

test.each([
  ['9999-12-31', true],
  ['2028-06-01', true],
  ['2028-05-31', false],
])('an end on %s is none: %s', (expires, isFar) => {
  const nowMs = Date.parse('2026-06-01T00:00:00Z');
  expect(define({ expires }, nowMs).warnings.map(({ id, message }) => ({ id, message }))).toEqual(
    isFar
      ? [
          {
            id: 'far-expiry',
            message: `\`expires\` is more than two years away, which is no end, got: \`${expires}\``,
          },
        ]
      : [],
  );
  const accept = [{ finding: 'far-expiry', reason: 'the vendor never fixes it' }] as const;
  expect(define({ expires, accept }, nowMs).warnings.map(({ id }) => id)).toEqual(
    isFar ? [] : ['unused-accept'],
  );
});

test.each([
  [END_MS - 1, false],
  [END_MS, true],
])('at %d is expired: %s', (nowMs, expected) => {
  expect(isExpired({ lastDay: '2027-03-31', endsAtSeconds: END_MS / 1000 }, nowMs)).toBe(expected);
});

test('a moment ends the exception at once', () => {
  expect(define({ expires: '2026-11-30T22:00Z' }).rule.expression).toMatch(
    / and http\.request\.timestamp\.sec lt 1796076000\)$/,
  );
  expect(define({ expires: '2026-11-30T22:00Z' }).rule.description).toContain('until 2026-11-30 22:00 UTC');
  expect(define({ expires: '2026-12-01T00:00Z' }).rule.description).toContain('until 2026-11-30]');
  expect(define({ expires: '2026-06-02T10:30:15Z' }).warnings).toMatchObject([
    { message: 'the exception ends at 2026-06-02 10:30:15 UTC: 1 day left' },
  ]);
});

test('it begins when it is told to', () => {
  const { rule } = define({ starts: '2026-11-30T20:00Z', expires: '2026-11-30T22:00Z' });
  expect(rule.expression).toMatch(
    / and http\.request\.timestamp\.sec ge 1796068800 and http\.request\.timestamp\.sec lt 1796076000\)$/,
  );
  expect(define({ starts: '2026-11-30' }).rule.expression).toContain('timestamp.sec ge 1795996800 and');
});

test.each([
  ['2026-12-01T00:00:00+02:00', 'did you mean `2026-11-30T22:00Z`?'],
  ['2026-11-30 22:00Z', 'did you mean `2026-11-30T22:00Z`?'],
  ['2026-11-30T22:00:05.000Z', 'did you mean `2026-11-30T22:00:05Z`?'],
])('%s is suggested in UTC', (moment, help) => {
  expect(refusalOf(() => define({ starts: moment }))).toMatchObject({ code: 'starts/date', help });
  expect(refusalOf(() => define({ expires: moment }))).toMatchObject({ code: 'expires/date', help });
});

test('it cannot end before it begins', () => {
  expect(refusalOf(() => define({ starts: '2027-04-01', expires: '2027-03-31' }))).toEqual({
    code: 'starts/order',
    message: '`starts` is not before `expires`: from 2027-04-01 until 2027-03-31',
    help: 'correct one of them: a day in `expires` is the last one on which the exception works',
  });
  expect(() => define({ starts: '2027-03-31', expires: '2027-03-31' })).not.toThrow();
});
