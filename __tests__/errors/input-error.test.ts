import { InputError, withPlace } from '../../lib/errors';
import { inputErrorOf } from '../support/refusal';

const details = { message: '`host` must be a domain name, got: `x`', help: 'write it in full' };

test('says what is wrong, its code and the cure', () => {
  expect(new InputError('host/syntax', details).message).toBe(
    '`host` must be a domain name, got: `x` [host/syntax]\n  help: write it in full',
  );
});

test('starts with the place', () => {
  expect(new InputError('host/syntax', details, 'stack/waf/export').message).toBe(
    'stack/waf/export: `host` must be a domain name, got: `x` [host/syntax]\n  help: write it in full',
  );
});

test('shows the wrong place above the cure, wherever it was given', () => {
  const excerpt = ['http.hots eq "a"', '^^^^^^^^^'];
  expect(new InputError('host/syntax', { ...details, excerpt }).at('stack').message).toBe(
    'stack: `host` must be a domain name, got: `x` [host/syntax]\n    http.hots eq "a"\n    ^^^^^^^^^\n  help: write it in full',
  );
});

test('keeps the place that is nearest to the mistake', () => {
  const error = inputErrorOf(() =>
    withPlace('outer', () =>
      withPlace('inner', () => {
        throw new InputError('host/syntax', details);
      }),
    ),
  );
  expect(error).toMatchObject({
    name: 'InputError',
    code: 'host/syntax',
    place: 'inner',
    summary: details.message,
    help: details.help,
  });
});

test('leaves other errors alone', () => {
  const bug = new TypeError('a bug of ours');
  expect(() =>
    withPlace('stack', () => {
      throw bug;
    }),
  ).toThrow(bug);
});

test('gives back what the action gives', () => {
  expect(withPlace('stack', () => 7)).toBe(7);
});

test('steers no terminal, whatever it repeats', () => {
  const hostile = 'a\u001b[2J\u202e\u009b\ud800';
  const details = { message: `wrong, got: ${hostile}`, help: `not ${hostile}`, excerpt: [hostile] };
  const error = new InputError('a/b', details, `stack/${hostile}`);
  const unsafe = /(?!\n)[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;
  for (const text of [error.message, error.summary, error.help, ...error.excerpt, error.at('x').message])
    expect(text).not.toMatch(unsafe);
  expect(error.summary).toBe('wrong, got: a\\u{1b}[2J\\u{202e}\\u{9b}\\u{d800}');
  expect(error.message.split('\n')).toHaveLength(3);
});
