import { defineException } from '../../lib';
import { namespacePrefix } from '../../lib/exceptions';
import { NOW_MS, PROPS } from '../support/exceptions';
import { refusalOf } from '../support/refusal';

test.each([
  ['one letter', 'a'],
  ['a digit', '7'],
  ['words with hyphens', 'team-a-2'],
  ['64 characters', 'a'.repeat(64)],
])('takes a name of %s', (_title, name) => {
  expect(defineException(name, 'export', PROPS, NOW_MS).rule.ref).toBe(`wafx__${name}__export`);
  expect(defineException('team', name, PROPS, NOW_MS).rule.ref).toBe(`wafx__team__${name}`);
});

test.each([
  ['', 'dashboard'],
  ['a'.repeat(65), 'a'.repeat(64)],
  ['Team', 'team'],
  ['teamA', 'team-a'],
  ['team_a', 'team-a'],
  ['team__a', 'team-a'],
  ['team--a', 'team-a'],
  ['-team', 'team'],
  ['team-', 'team'],
  ['team a', 'team-a'],
  ['team/a', 'team-a'],
  ['tëam', 't-am'],
  ['team"', 'team'],
  ['team\n', 'team'],
])('refuses the name "%s"', (name, suggestion) => {
  const expected = (what: string) => ({
    code: 'name/syntax',
    message: `${what} must be at most 64 lower-case letters, digits and single hyphens, got: \`${name.replace('\n', '\\u{a}')}\``,
    help: `did you mean \`${suggestion}\`?`,
  });
  expect(refusalOf(() => defineException(name, 'export', PROPS, NOW_MS))).toEqual(expected('`namespace`'));
  expect(refusalOf(() => defineException('team', name, PROPS, NOW_MS))).toEqual(
    expected('the id of an exception'),
  );
});

test('starts no ref of one namespace with the prefix of another', () => {
  const names = ['team', 'team-a', 'team-a-b', 'tea'];
  for (const a of names) {
    for (const b of names.filter((name) => name !== a)) {
      expect(defineException(a, 'x', PROPS, NOW_MS).rule.ref.startsWith(namespacePrefix(b))).toBe(false);
    }
  }
});
