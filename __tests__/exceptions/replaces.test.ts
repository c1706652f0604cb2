import type { WafExceptionProps } from '../../lib';
import { fingerprint } from '../../lib/exceptions';
import { define } from '../support/exceptions';
import { refusalOf } from '../support/refusal';

const SHA256 = 'a'.repeat(64);

test.each<[string, WafExceptionProps['replaces'], object]>([
  ['a ref', 'clicked', [{ rule: 'clicked' }]],
  ['an id', '3f2c1a0b9d8e7f6a5b4c3d2e1f0a9b8c', [{ rule: '3f2c1a0b9d8e7f6a5b4c3d2e1f0a9b8c' }]],
  ['one with a fingerprint', { rule: 'clicked', sha256: SHA256 }, [{ rule: 'clicked', sha256: SHA256 }]],
  ['several', ['a', { rule: 'b' }], [{ rule: 'a' }, { rule: 'b' }]],
])('takes %s', (_title, replaces, expected) => {
  expect(define(replaces === undefined ? {} : { replaces }).replaces).toEqual(expected);
});

const name = "copy the id from the rule's page in the dashboard, or let `waf import` write the exception";
test.each<[string, unknown, string, string]>([
  ['nothing', [], 'replaces/empty', 'leave `replaces` out'],
  ['one twice', ['a', { rule: 'a' }], 'replaces/duplicate', 'remove one of them'],
  ['an empty name', '', 'replaces/rule', name],
  ['a quote', 'a"b', 'replaces/rule', name],
  ['a template', '${path.cwd}', 'replaces/rule', name],
  ['a number', 5, 'replaces/rule', name],
  ['null', null, 'replaces/rule', name],
  ['an object without a rule', { sha256: SHA256 }, 'replaces/rule', name],
  ['another key', { rule: 'a', sha: SHA256 }, 'props/unknown', 'use one of: rule, sha256'],
  [
    'a short fingerprint',
    { rule: 'a', sha256: 'abc' },
    'replaces/sha256',
    'copy it from what `waf import` prints, or leave it out',
  ],
  [
    'an exception of code',
    'wafx__other__export',
    'replaces/exception',
    'remove that exception from its stack; `replaces` is for rules that no code declares',
  ],
])('refuses %s', (_title, replaces, code, help) => {
  expect(refusalOf(() => define({ replaces: replaces as never }))).toMatchObject({ code, help });
});

describe('the fingerprint', () => {
  const rule = { action: 'skip', enabled: true, expression: 'ssl', parameters: { phases: ['b', 'a'] } };

  test('is that of what the rule does', () => {
    const changes = [
      { action: 'block' },
      { enabled: false },
      { expression: 'not ssl' },
      { parameters: { phases: ['a'] } },
      { parameters: { ruleset: 'current' } },
    ];
    const all = [rule, ...changes.map((change) => ({ ...rule, ...change }))].map(fingerprint);
    expect(new Set(all).size).toBe(all.length);
  });

  test('does not depend on an order without meaning, nor on what no plan can see', () => {
    expect(fingerprint({ ...rule, parameters: { products: null, phases: ['a', 'b'], phase: 'x' } })).toBe(
      fingerprint(rule),
    );
  });
});
