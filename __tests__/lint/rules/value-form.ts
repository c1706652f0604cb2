import { foundBy } from '../../support/lint';

const OWASP = '4814384a9e5d4991b9815dcfc25d2f1f';
const found = (rule: object) =>
  foundBy('value-form', {
    result: {
      kind: 'zone',
      phase: 'http_request_firewall_custom',
      rules: [{ ref: 'a', expression: 'ssl', action: 'block', ...rule }],
    },
  }).map(({ message, help }) => [message, help]);
const overriding = (overrides: unknown) => ({
  action: 'execute',
  action_parameters: { id: OWASP, overrides },
});

test.each<[object, string, string]>([
  [
    { enabled: 'false' },
    '`enabled` must be true or false, got: `"false"`',
    'write true or false, without quotes',
  ],
  [{ enabled: 0 }, '`enabled` must be true or false, got: `0`', 'write true or false, without quotes'],
  [{ description: 7 }, '`description` must be text, got: `7`', 'write a text in quotes'],
  [{ ref: ['a'] }, '`ref` must be text, got: a list', 'write a text in quotes'],
  [{ logging: true }, '`logging` must be an object, got: `true`', 'write an object'],
  [{ action_parameters: 'none' }, '`action_parameters` must be an object, got: `"none"`', 'write an object'],
  [
    { action_parameters: { response: { content: 'no', content_type: 'text/plain', status_code: 200 } } },
    '`action_parameters.response.status_code` must be from 400 to 499, got: 200',
    'write a number that is from 400 to 499',
  ],
  [
    { action_parameters: { response: { content: 'no', status_code: 403 } } },
    '`action_parameters.response.content_type` is missing',
    'add `content_type`',
  ],
  [
    { action: 'skip', action_parameters: { phases: 'http_ratelimit' } },
    '`action_parameters.phases` must be a list, got: `"http_ratelimit"`',
    'write a list',
  ],
  [
    { action: 'skip', action_parameters: { rules: { [OWASP]: [7] } } },
    `\`action_parameters.rules["${OWASP}"][0]\` must be text, got: \`7\``,
    'write a text in quotes',
  ],
  [{ action: 'execute' }, '`action_parameters` is missing', 'add `action_parameters`'],
  [{ action: 'execute', action_parameters: {} }, '`action_parameters.id` is missing', 'add `id`'],
  [
    overriding({}),
    '`action_parameters.overrides` must have one of action, categories, enabled, rules, sensitivity_level',
    'add one of them, or leave it out',
  ],
  [overriding([]), '`action_parameters.overrides` must be an object, got: a list', 'write an object'],
  [
    overriding({ enabled: 'no' }),
    '`action_parameters.overrides.enabled` must be true or false, got: `"no"`',
    'write true or false, without quotes',
  ],
  [
    overriding({ action: 'Log' }),
    '`action_parameters.overrides.action` must be a name that Cloudflare knows, got: `Log`',
    'did you mean `log`?',
  ],
  [
    overriding({ rules: [{ id: OWASP, action: 'bypass' }] }),
    '`action_parameters.overrides.rules[0].action` must be a name that Cloudflare knows, got: `bypass`',
    'use one of: block, challenge, js_challenge, managed_challenge, log, rewrite, score, ddos_dynamic, force_connection_close',
  ],
  [
    overriding({ categories: [{ category: 'wordpress', action: 'skip' }] }),
    '`action_parameters.overrides.categories[0].action` must be a name that Cloudflare knows, got: `skip`',
    'use one of: block, challenge, js_challenge, managed_challenge, log, rewrite, score, ddos_dynamic, force_connection_close',
  ],
  [
    { action_parameters: { response: { content: 'no', content_type: 'plain', status_code: 403 } } },
    '`action_parameters.response.content_type` must be one of application/json, text/html, text/plain, text/xml, got: `plain`',
    'use one of: application/json, text/html, text/plain, text/xml',
  ],
  [
    { position: { before: 'a', index: 1 } },
    '`position` must have one of before, index, not several',
    'leave the others out',
  ],
  [
    { position: { index: 0 } },
    '`position.index` must be at least 1, got: 0',
    'write a number that is at least 1',
  ],
  [{ position: {} }, '`position` must have one of before, after, index', 'add one of them, or leave it out'],
  [{ position: 'first' }, '`position` must be an object, got: `"first"`', 'write an object'],
  [
    overriding({ sensitivity_level: 'high' }),
    '`action_parameters.overrides.sensitivity_level` must be one of default, medium, low, eoff, got: `high`',
    'use one of: default, medium, low, eoff',
  ],
  [
    overriding({ rules: { [OWASP]: { enabled: false } } }),
    `\`action_parameters.overrides.rules\` must be a list, got: an object`,
    'write a list',
  ],
  [
    overriding({ rules: [{ enabled: false }] }),
    '`action_parameters.overrides.rules[0].id` is missing',
    'add `id`',
  ],
  [
    overriding({ rules: [{ id: 'abc', enabled: false }] }),
    '`action_parameters.overrides.rules[0].id` must be an id of 32 hexadecimal digits, got: `abc`',
    'write an id of 32 hexadecimal digits',
  ],
  [
    overriding({ categories: [{ category: 'wordpress' }] }),
    '`action_parameters.overrides.categories[0]` must have one of action, enabled, sensitivity_level',
    'add one of them, or leave it out',
  ],
  [
    { ratelimit: { period: 60, requests_per_period: 5 } },
    '`ratelimit.characteristics` is missing',
    'add `characteristics`',
  ],
  [
    { ratelimit: { characteristics: ['ip.src'], requests_per_period: 5 } },
    '`ratelimit.period` is missing',
    'add `period`',
  ],
  [
    { ratelimit: { characteristics: ['ip.src'], period: 60 } },
    '`ratelimit` must have one of requests_per_period, score_per_period',
    'add one of them, or leave it out',
  ],
  ...[0, 5, 61, 7200, 86_401].map((period): [object, string, string] => [
    { ratelimit: { characteristics: ['ip.src'], period, requests_per_period: 5 } },
    `\`ratelimit.period\` must be a number that Cloudflare offers, got: ${period}`,
    'use one of: 10, 15, 20, 30, 40, 45, 60, 90, 120, 180, 240, 300, 480, 600, 900, 1200, 1800, 2400, 3600, 65535, 86400',
  ]),
  [
    { ratelimit: { characteristics: ['ip.src'], period: 60, requests_per_period: 0 } },
    '`ratelimit.requests_per_period` must be at least 1, got: 0',
    'write a number that is at least 1',
  ],
  [
    { ratelimit: { characteristics: [], period: 60, requests_per_period: 5 } },
    '`ratelimit.characteristics` must not be empty',
    'fill it in, or leave it out',
  ],
  [
    { ratelimit: { characteristics: ['ip.src'], period: '60', requests_per_period: 5 } },
    '`ratelimit.period` must be a whole number, got: `"60"`',
    'write a whole number, without quotes',
  ],
])('finds %j', (rule, message, help) => {
  expect(found(rule)).toEqual([[message, help]]);
});

test.each<[object]>([
  [{ enabled: false }],
  [{ action: 'skip' }],
  [{ action: 'skip', action_parameters: { phases: [] } }],
  [{ action: 'skip', action_parameters: { phases: ['http_requests'] } }],
  [overriding({ enabled: false, rules: [{ id: OWASP, action: 'log', enabled: true }] })],
  [{ action_parameters: { response: { content: 'no', content_type: 'text/plain', status_code: 403 } } }],
  [{ ratelimit: { characteristics: ['ip.src'], period: 60, requests_per_period: 5 } }],
  [{ ratelimit: { characteristics: ['ip.src'], period: 86_400, score_per_period: 500 } }],
  [{ position: { before: '' } }],
  [{ position: { after: 'a' } }],
  [{ position: { index: 1 } }],
  ...['block', 'challenge', 'js_challenge', 'managed_challenge', 'log', 'rewrite'].map((action): [object] => [
    overriding({ rules: [{ id: OWASP, action }] }),
  ]),
])('is silent about %j', (rule) => {
  expect(found(rule)).toEqual([]);
});
