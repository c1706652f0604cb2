import { isDeepStrictEqual } from 'node:util';
import { Random } from '../rules-language/support/random';
import { rounds } from '../support/rounds';
import { readRuleDescription, writeRuleDescription } from '../../lib/exceptions';
import { namesOwner } from '../../lib/exceptions/render/rule-description';

type Facts = ReturnType<typeof readRuleDescription>;

const facts = (changes: Partial<Facts> = {}): Facts => ({
  reason: 'Base64 frames trip the rules',
  owner: undefined,
  until: undefined,
  ticket: undefined,
  ...changes,
});

test.each<[Partial<Facts>, string]>([
  [{}, 'Base64 frames trip the rules'],
  [
    { owner: 'web', until: '2027-03-31', ticket: 'OPS-1' },
    '[owner web | until 2027-03-31 | ticket OPS-1] Base64 frames trip the rules',
  ],
  [{ owner: 'web, shop' }, '[owner web, shop] Base64 frames trip the rules'],
  [{ owner: 'a | b] \\' }, '[owner a \\| b\\] \\\\] Base64 frames trip the rules'],
  [{ reason: '[owner x] is no owner' }, '[] [owner x] is no owner'],
  [{ reason: 'a (owner x)' }, 'a (owner x)'],
])('%j is written as it is read', (changes, text) => {
  expect(writeRuleDescription(facts(changes))).toBe(text);
  expect(readRuleDescription(text)).toEqual(facts(changes));
});

test.each([
  '',
  '[',
  '[] ',
  '[a] b',
  '[owner] b',
  '[owner a|b',
  '[ticket a | owner b] c',
  '[until x | until y] c',
])('text of others is a reason: "%s"', (text) => {
  expect(readRuleDescription(text)).toEqual(facts({ reason: text === '[] ' ? '' : text }));
});

test('whatever the facts are, they come back', () => {
  const pieces = [
    'a',
    ' ',
    '|',
    '[',
    ']',
    '\\',
    ', ',
    ' | ',
    '] ',
    '[owner ',
    'owner ',
    'until ',
    'ticket ',
    'ü',
    '🙂',
  ];
  const random = new Random(1);
  const some = (): string => random.list(1, 6, () => random.pick(pieces)).join('');
  const maybe = (): string | undefined => (random.below(3) === 0 ? undefined : some());
  for (let round = 0; round < rounds(4000); round++) {
    const given = { reason: some(), owner: maybe(), until: maybe(), ticket: maybe() };
    const text = writeRuleDescription(given);
    const read = readRuleDescription(text);
    // Jest's own comparison takes most of the time: it is for showing a difference.
    if (!isDeepStrictEqual(read, given)) expect(read).toStrictEqual(given);
    if (namesOwner(text) !== (given.owner !== undefined)) throw new Error(`no owner, or one, in ${text}`);
    const ofOthers = `[owner ${some()}${some()}`;
    if (namesOwner(ofOthers) !== (readRuleDescription(ofOthers).owner !== undefined))
      throw new Error(`no owner, or one, in ${ofOthers}`);
  }
});

test('a Security Event shows whom to ask and how long it holds', () => {
  const text = writeRuleDescription(
    facts({ owner: 'o'.repeat(60), until: '2026-11-30 22:00 UTC', ticket: 't'.repeat(60) }),
  );
  const shown = Buffer.from(text).subarray(0, 128).toString();
  expect(shown).toContain('until 2026-11-30 22:00 UTC');
});
