import { type Answers, CHECKS } from '../../lib/init';
import { refusalOf } from '../support/refusal';

test.each<[keyof Answers, string]>([
  ['zone', 'example.com'],
  ['host', 'app.example.com'],
  ['path', '/export'],
  ['path', '/'],
  ['method', 'GET'],
  ['zonePlan', 'free'],
  ['namespace', 'team-a'],
])('the %s %s is taken', (key, text) => {
  expect(CHECKS[key](text, { zone: 'example.com' })).toBe(text);
});

test.each<[keyof Answers, string, string]>([
  ['zone', 'https://example.com', 'host/syntax'],
  ['zone', "example.com'); evil('", 'host/syntax'],
  ['zone', '', 'host/syntax'],
  ['host', 'app.example.net', 'host/zone'],
  ['host', '', 'host/syntax'],
  ['path', 'export', 'path/slash'],
  ['path', '/a b', 'path/not-normalised'],
  ['method', 'post', 'method/syntax'],
  ['zonePlan', 'gold', 'zone-plan/unknown'],
  ['namespace', 'Team A', 'name/syntax'],
])('the %s %j is refused', (key, text, code) => {
  expect(refusalOf(() => CHECKS[key](text, { zone: 'example.com' })).code).toBe(code);
});
