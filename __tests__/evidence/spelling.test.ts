import { EVENT_ACTIONS, EVENT_SOURCES } from '../../lib/cloudflare';
import { normalAction, normalRay, normalSource } from '../../lib/evidence';
import { normalTime } from '../../lib/evidence/spelling/time';

const camel = (name: string): string =>
  name.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());

test('an action has one spelling, whatever source names it', () => {
  expect(EVENT_ACTIONS.length).toBeGreaterThan(20);
  for (const action of EVENT_ACTIONS) {
    const spellings = [action, camel(action), action.replaceAll('_', ''), action.toUpperCase()];
    expect(spellings.map(normalAction)).toEqual([action, action, action, action]);
  }
  expect(normalAction('Something_New')).toBe('something_new');
});

test('a source has one spelling', () => {
  for (const source of EVENT_SOURCES) {
    expect([source, source.toLowerCase()].map(normalSource)).toEqual([source, source]);
  }
  expect(normalSource('newProduct')).toBe('newProduct');
});

test.each([
  ['8a1b2c3d4e5f6071', '8a1b2c3d4e5f6071'],
  ['8A1B2C3D4E5F6071-FRA', '8a1b2c3d4e5f6071'],
  [' 8a1b2c3d4e5f6071-fra ', '8a1b2c3d4e5f6071'],
  ['-', undefined],
  ['', undefined],
  ['\u001b[31m8a1b2c3d4e5f6071', undefined],
])('the ray of %j is %j', (text, ray) => {
  expect(normalRay(text)).toBe(ray);
});

const TIME = Date.UTC(2026, 5, 1, 12, 0, 0, 123);

test.each<[string, unknown, number | undefined]>([
  ['unixnano, beyond 2^53', 1780315200123456789n, TIME],
  ['unixnano as JSON.parse rounds it', 1780315200123456789, TIME],
  ['unixnano as text', '1780315200123456789', TIME],
  ['unix', 1780315200, TIME - 123],
  ['unix as text', '1780315200', TIME - 123],
  ['rfc3339', '2026-06-01T12:00:00Z', TIME - 123],
  ['rfc3339ms', '2026-06-01T12:00:00.123Z', TIME],
  ['rfc3339ns', '2026-06-01T12:00:00.123456789Z', TIME],
  ['milliseconds', 1780315200123, TIME],
  ['microseconds', 1780315200123456, TIME],
  ['nothing', '', undefined],
  ['no time', 'yesterday at noon', undefined],
  ['zero', 0, undefined],
])('time as %s', (_, value, time) => {
  expect(normalTime(value)).toBe(time);
});
