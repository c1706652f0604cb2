import { escapeControls, show } from '../../lib/errors';

describe('show', () => {
  test.each<[string, unknown, string]>([
    ['puts text into backticks', 'POST', '`POST`'],
    ['shows undefined', undefined, '`undefined`'],
    ['shows null', null, '`null`'],
    ['shows a number', 0, '`0`'],
    ['shows an object as JSON', { a: [1, 'b'] }, '`{"a":[1,"b"]}`'],
    ['shows the kind of what JSON cannot hold', 1n, '`[object BigInt]`'],
    ['shows a text of 120 characters whole', 'a'.repeat(120), `\`${'a'.repeat(120)}\``],
    ['cuts a text of 121 characters', 'a'.repeat(121), `\`${'a'.repeat(120)}...\``],
    [
      'writes what steers a terminal as escapes',
      '\u001b[31mred\u202e\u2028',
      '`\\u{1b}[31mred\\u{202e}\\u{2028}`',
    ],
  ])('%s', (_title, value, expected) => {
    expect(show(value)).toBe(expected);
  });

  test('shows the kind of an object that names itself', () => {
    const parent: Record<string, unknown> = {};
    parent['child'] = { parent };
    expect(show(parent)).toBe('`[object Object]`');
  });
});

describe('escapeControls', () => {
  test('leaves letters, accents and emoji alone', () => {
    expect(escapeControls('Grün 👍 \t')).toBe('Grün 👍 \\u{9}');
  });

  test('writes half an emoji as an escape', () => {
    expect(escapeControls('\ud83d')).toBe('\\u{d83d}');
  });
});
