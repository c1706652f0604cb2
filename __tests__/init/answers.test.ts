import { type Answers, CHECKS } from '../../lib/init';
import { reasonOf } from '../../lib/init/answers';
import { refusalOf } from '../support/refusal';

test.each<[keyof Answers, string]>([
  ['zone', 'example.com'],
  ['host', 'app.example.com'],
  ['path', '/export'],
  ['path', '/x/'],
  ['method', 'GET'],
  ['zonePlan', 'free'],
  ['namespace', 'team-a'],
  ['namespace', 'n'.repeat(60)],
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
  ['namespace', 'n'.repeat(61), 'init/namespace'],
  // The construct refuses these at synth.
  ['path', '/', 'front-controller'],
  ['path', '/index.php', 'front-controller'],
])('the %s %j is refused', (key, text, code) => {
  expect(refusalOf(() => CHECKS[key](text, { zone: 'example.com' })).code).toBe(code);
});

// An answer is no code: what the construct advises could not be typed.
test.each<[keyof Answers, string, string]>([
  ['path', '/export?a=1', 'give `/export` here; afterwards you can add `query` in waf-stack.ts'],
  ['path', '/a/*', 'give one exact path here'],
  ['path', '/a/{id}', 'give one exact path here'],
  ['path', '/', 'give the path of the blocked request'],
  ['host', 'app.example.net', 'correct the host, or run the command again for the zone'],
])('the advice about the %s %j is something to answer', (key, text, help) => {
  const refusal = refusalOf(() => CHECKS[key](text, { zone: 'example.com' }));
  expect(refusal.help).toContain(help);
  expect(refusal.help).not.toContain('ZoneWaf');
});

test('a path of any length leaves room for the reason', () => {
  const path = `/${'x'.repeat(900)}`;
  expect(reasonOf({ method: 'POST', host: 'app.example.com', path })).toBe(
    'Managed rules block POST requests of app.example.com',
  );
  expect(reasonOf({ method: 'POST', host: 'app.example.com', path: '/export' })).toContain('POST /export of');
});
