import { foundBy } from '../../support/lint';

const PLACES: Readonly<Record<string, string>> = {
  http_request_firewall_custom: 'zone http_request_firewall_custom',
  http_request_firewall_managed: 'zone http_request_firewall_managed',
  http_ratelimit: 'zone http_ratelimit',
};
const found = (phase: string, action: unknown) =>
  foundBy('action-name', {
    result: { kind: 'zone', phase, rules: [{ ref: 'a', expression: 'ssl', action }] },
  });

test.each<[string, unknown, string, string]>([
  ['http_request_firewall_custom', undefined, '`action` is missing', 'add `action`'],
  [
    'http_request_firewall_custom',
    'blok',
    '`action` must be a name that Cloudflare knows, got: `blok`',
    'did you mean `block`?',
  ],
  [
    'http_request_firewall_custom',
    'Block',
    '`action` must be a name that Cloudflare knows, got: `Block`',
    'did you mean `block`?',
  ],
  ['http_request_firewall_custom', 1, '`action` must be text, got: `1`', 'write a text in quotes'],
  [
    'http_request_firewall_managed',
    'block',
    'the phase `http_request_firewall_managed` has no rules with the action `block`',
    'use one of: execute, skip',
  ],
  [
    'http_ratelimit',
    'skip',
    'the phase `http_ratelimit` has no rules with the action `skip`',
    'use one of: block, challenge, js_challenge, log, managed_challenge',
  ],
])('finds, in %s, the action %j', (phase, action, message, help) => {
  expect(found(phase, action)).toEqual([{ message, help, place: PLACES[phase], rule: 0 }]);
});

test.each([
  ['http_request_firewall_custom', 'skip'],
  ['http_request_firewall_managed', 'execute'],
  ['ddos_l7', 'execute'],
  ['http_response_cache_settings', 'set_cache_control'],
])('is silent, in %s, about %s', (phase, action) => {
  expect(found(phase, action)).toEqual([]);
});
