import { requireBoolean, requireString, requireStrings } from '../../lib/errors';
import { refusalOf } from '../support/refusal';
import { tokenRefusal, TOKENS } from '../support/tokens';

describe.each(TOKENS)('%s', (_title, token) => {
  test.each<[string, (value: unknown) => unknown]>([
    ['string', (value) => requireString('host', value)],
    ['boolean', (value) => requireBoolean('host', value, true)],
    ['list', (value) => requireStrings('host', value)],
  ])('is refused as a %s', (_kind, require) => {
    // A list of strings is no token because of a longer list around it: it is refused by its element.
    expect(refusalOf(() => require(token))).toEqual(tokenRefusal('host'));
  });
});

test.each<[string, () => unknown, unknown]>([
  ['text', () => requireString('a', 'x'), 'x'],
  ['empty text', () => requireString('a', ''), ''],
  ['text that starts a Terraform template', () => requireString('a', '${jndi:'), '${jndi:'],
  ['false', () => requireBoolean('a', false, true), false],
  ['a boolean that is left out', () => requireBoolean('a', undefined, true), true],
  ['a list', () => requireStrings('a', ['x', 'y']), ['x', 'y']],
  ['an empty list', () => requireStrings('a', []), []],
])('takes %s', (_title, require, expected) => {
  expect(require()).toEqual(expected);
});

test.each<[string, () => unknown, string, string, string]>([
  [
    'no text',
    () => requireString('a', undefined),
    'literal/string',
    '`a` must be a string, got: `undefined`',
    'give `a` a value',
  ],
  [
    'a number as text',
    () => requireString('a', 7),
    'literal/string',
    '`a` must be a string, got: `7`',
    'give `a` a value',
  ],
  [
    'text as a boolean',
    () => requireBoolean('a', 'true', true),
    'literal/boolean',
    '`a` must be true or false, got: `true`',
    'write true or false without quotes',
  ],
  [
    'null as a boolean',
    () => requireBoolean('a', null, true),
    'literal/boolean',
    '`a` must be true or false, got: `null`',
    'write true or false without quotes',
  ],
  [
    'text as a list',
    () => requireStrings('a', 'x'),
    'literal/list',
    '`a` must be a list of strings, got: `x`',
    "write a: ['...']",
  ],
  [
    'a number in a list',
    () => requireStrings('a', ['x', 7]),
    'literal/string',
    '`a` must be a string, got: `7`',
    'give `a` a value',
  ],
])('refuses %s', (_title, require, code, message, help) => {
  expect(refusalOf(require)).toEqual({ code, message, help });
});
