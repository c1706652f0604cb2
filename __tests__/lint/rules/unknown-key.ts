import { foundBy } from '../../support/lint';

const found = (rule: object) =>
  foundBy('unknown-key', {
    result: {
      kind: 'zone',
      phase: 'http_request_firewall_custom',
      rules: [{ ref: 'a', expression: 'ssl', action: 'block', ...rule }],
    },
  });

test.each<[object, string, string]>([
  [{ expresion: 'ssl' }, 'expresion', 'did you mean `expression`?'],
  [{ constructor: 'ssl' }, 'constructor', 'use one of: '],
  [
    { action: 'skip', action_parameters: { phase_names: [] } },
    'action_parameters.phase_names',
    'use one of: ruleset, phase, phases',
  ],
  [
    { action: 'block', action_parameters: { phases: [] } },
    'action_parameters.phases',
    'use one of: response',
  ],
  [
    { action: 'log', action_parameters: { response: {} } },
    'action_parameters.response',
    'remove it: nothing is allowed here',
  ],
  [
    {
      action: 'execute',
      action_parameters: {
        id: '4814384a9e5d4991b9815dcfc25d2f1f',
        overrides: { enable: true, enabled: true },
      },
    },
    'action_parameters.overrides.enable',
    'did you mean `enabled`?',
  ],
  [{ logging: { enabled: true, on: true } }, 'logging.on', 'use one of: enabled'],
])('finds a key in %j', (rule, path, help) => {
  expect(found(rule)).toEqual([
    {
      message: `\`${path}\` is nothing that Cloudflare knows here`,
      help: expect.stringContaining(help) as string,
      place: 'zone http_request_firewall_custom',
      rule: 0,
    },
  ]);
});

test('is silent about what the API sets, and about what is not there', () => {
  const set = { id: 'x', version: '3', last_updated: '2026-01-01T00:00:00Z', categories: ['a'] };
  expect(found({ ...set, action_parameters: { phases: null } })).toHaveLength(0);
});
