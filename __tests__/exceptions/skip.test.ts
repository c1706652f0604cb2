import { ManagedRule, ManagedRuleset, Skip } from '../../lib';
import { SKIPPABLE_FEATURES } from '../../lib/exceptions/skip/skippable-features';
import { define } from '../support/exceptions';
import { refusalOf } from '../support/refusal';

const OWASP = '4814384a9e5d4991b9815dcfc25d2f1f';
const CLOUDFLARE = 'efb7b8c949ac4650a09736fc376e9aee';
const RULE_949110 = '6179ae15870a4bb7b2d480d4843b323c';
const RULE_0 = '0'.repeat(32);

test.each<[string, Skip, object]>([
  [
    'one rule',
    Skip.managedRules(ManagedRule.OWASP_949110),
    {
      phase: 'http_request_firewall_managed',
      parameters: { rules: { [OWASP]: [RULE_949110] } },
      titles: ['rule 949110: Inbound Anomaly Score Exceeded of the Cloudflare OWASP Core Ruleset'],
      rulesetIds: [OWASP],
    },
  ],
  [
    'rules of two rulesets, sorted',
    Skip.managedRules(
      ManagedRule.OWASP_949110,
      ManagedRule.EMPTY_USER_AGENT,
      ManagedRule.fromId(ManagedRuleset.OWASP_CORE, RULE_0),
    ),
    {
      phase: 'http_request_firewall_managed',
      parameters: {
        rules: { [OWASP]: [RULE_0, RULE_949110], [CLOUDFLARE]: ['b57df4f17f7f4ea4b8db33e20a6dbbd3'] },
      },
      titles: [
        'rule 949110: Inbound Anomaly Score Exceeded of the Cloudflare OWASP Core Ruleset',
        'rule Empty User-Agent of the Cloudflare Managed Ruleset',
        `rule ${RULE_0} of the Cloudflare OWASP Core Ruleset`,
      ],
      rulesetIds: [OWASP, CLOUDFLARE],
    },
  ],
  [
    'rulesets, sorted',
    Skip.managedRulesets(ManagedRuleset.CLOUDFLARE_MANAGED, ManagedRuleset.OWASP_CORE),
    {
      phase: 'http_request_firewall_managed',
      parameters: { rulesets: [OWASP, CLOUDFLARE] },
      titles: ['the Cloudflare Managed Ruleset', 'the Cloudflare OWASP Core Ruleset'],
      rulesetIds: [CLOUDFLARE, OWASP],
    },
  ],
  [
    'all managed rules',
    Skip.allManagedRules(),
    {
      phase: 'http_request_firewall_custom',
      parameters: { phases: ['http_request_firewall_managed'] },
      titles: ['all managed rules of the zone'],
      rulesetIds: [],
    },
  ],
  [
    'all managed rules and more, sorted',
    Skip.allManagedRules({ alsoSkip: ['waf', 'http_request_sbfm', 'bic', 'http_ratelimit'] }),
    {
      phase: 'http_request_firewall_custom',
      parameters: {
        phases: ['http_request_firewall_managed', 'http_ratelimit', 'http_request_sbfm'],
        products: ['bic', 'waf'],
      },
      titles: [
        'all managed rules of the zone',
        'previous-version managed rules',
        'Super Bot Fight Mode',
        'Browser Integrity Check',
        'rate limiting rules',
      ],
      rulesetIds: [],
    },
  ],
  [
    'one feature alone',
    Skip.features('http_request_sbfm'),
    {
      phase: 'http_request_firewall_custom',
      parameters: { phases: ['http_request_sbfm'] },
      titles: ['Super Bot Fight Mode'],
      rulesetIds: [],
    },
  ],
  [
    'features of both kinds',
    Skip.features('bic', 'http_ratelimit', 'hot'),
    {
      phase: 'http_request_firewall_custom',
      parameters: { phases: ['http_ratelimit'], products: ['bic', 'hot'] },
      titles: ['Browser Integrity Check', 'rate limiting rules', 'Hotlink Protection'],
      rulesetIds: [],
    },
  ],
  [
    'nothing besides managed rules',
    Skip.allManagedRules({ alsoSkip: [] }),
    { parameters: { phases: ['http_request_firewall_managed'] } },
  ],
])('renders %s', (_title, skip, expected) => {
  expect(skip).toMatchObject(expected);
  expect(define({ skip }).rule.action_parameters).toEqual(skip.parameters);
  expect(define({ skip }).phase).toBe(skip.phase);
});

test.each([
  ['Bot Fight Mode', /^no rule of a zone skips Bot Fight Mode: turn it off, or use Super Bot Fight Mode/],
  ['botFightMode', /^no rule of a zone skips Bot Fight Mode/],
  ['access', /^no rule of a zone skips Cloudflare Access: add a policy/],
  ['IP Access Rules', /^no rule of a zone skips an IP Access rule: change that rule$/],
  ['ddos_l7', /^no rule of a zone skips DDoS protection: override its sensitivity/],
  ['apiShield', /^no rule of a zone skips API Shield/],
  ['http_request_firewall_custom', /^no rule of a zone skips custom rules: exclude the requests/],
  ['http_response_firewall_managed', /^no rule of a zone skips Sensitive Data Detection/],
  ['ratelimit', /^write `http_ratelimit` for rate limiting rules, or `rateLimit`/],
  ['rate-limiting', /^write `http_ratelimit` for rate limiting rules, or `rateLimit`/],
  [
    'managedRules',
    /^Skip\.allManagedRules\(\) skips managed rules; `waf` is for those of the previous version$/,
  ],
  ['Super Bot Fight Mode', /^did you mean `http_request_sbfm`\?$/],
  ['sbfm', /^did you mean `http_request_sbfm`\?$/],
  ['Browser Integrity Check', /^did you mean `bic`\?$/],
  ['hotlink', /^did you mean `hot`\?$/],
])('says what to do about %s', (name, help) => {
  expect(refusalOf(() => Skip.features(name as never)).help).toMatch(help);
  expect(refusalOf(() => Skip.allManagedRules({ alsoSkip: [name as never] })).help).toMatch(help);
});

test.each(SKIPPABLE_FEATURES)('skips %s under the key that the API takes', (feature) => {
  const { parameters } = Skip.allManagedRules({ alsoSkip: [feature] });
  expect(parameters[feature.startsWith('http_') ? 'phases' : 'products']).toContain(feature);
});

describe('refuses', () => {
  const rules = {
    help: 'write Skip.managedRules(ManagedRule.EMPTY_USER_AGENT)',
    says: 'Skip.managedRules takes only objects such as ManagedRule.EMPTY_USER_AGENT',
  };
  const rulesets = {
    help: 'write Skip.managedRulesets(ManagedRuleset.OWASP_CORE)',
    says: 'Skip.managedRulesets takes only objects such as ManagedRuleset.OWASP_CORE',
  };
  test.each<[string, () => unknown, string, string, string]>([
    [
      'no rule',
      () => Skip.managedRules(...([] as never as [ManagedRule])),
      'skip/empty',
      'Skip.managedRules must name what is skipped, got: nothing',
      'pass at least one, such as Skip.managedRules(ManagedRule.EMPTY_USER_AGENT)',
    ],
    [
      'no ruleset',
      () => Skip.managedRulesets(...([] as never as [ManagedRuleset])),
      'skip/empty',
      'Skip.managedRulesets must name what is skipped, got: nothing',
      'pass at least one, such as Skip.managedRulesets(ManagedRuleset.OWASP_CORE)',
    ],
    [
      'an undefined rule',
      () => Skip.managedRules(undefined as never),
      'skip/kind',
      `${rules.says}, got: \`undefined\``,
      rules.help,
    ],
    [
      'a rule by its number',
      () => Skip.managedRules(949110 as never),
      'skip/kind',
      `${rules.says}, got: \`949110\``,
      rules.help,
    ],
    [
      'a rule by its id',
      () => Skip.managedRules(RULE_949110 as never),
      'skip/kind',
      `${rules.says}, got: \`${RULE_949110}\``,
      rules.help,
    ],
    [
      'a ruleset by its id',
      () => Skip.managedRulesets(OWASP as never),
      'skip/kind',
      `${rulesets.says}, got: \`${OWASP}\``,
      rulesets.help,
    ],
    [
      'a ruleset among rules',
      () => Skip.managedRules(ManagedRuleset.FREE_MANAGED as never),
      'skip/kind',
      `${rules.says}, got: \`{"id":"77454fe2d30c4220b5701f6fdfb893ba","title":"Cloudflare Free Managed Ruleset"}\``,
      rules.help,
    ],
    [
      'a rule twice',
      () => Skip.managedRules(ManagedRule.OWASP_949110, ManagedRule.OWASP_949110),
      'skip/duplicate',
      `Skip.managedRules names the same thing twice, got: \`${RULE_949110}\``,
      'remove one of them',
    ],
    [
      'a ruleset twice',
      () => Skip.managedRulesets(ManagedRuleset.OWASP_CORE, ManagedRuleset.fromId(OWASP)),
      'skip/duplicate',
      `Skip.managedRulesets names the same thing twice, got: \`${OWASP}\``,
      'remove one of them',
    ],
    [
      'no feature',
      () => Skip.features(...([] as never as ['bic'])),
      'skip/empty',
      'Skip.features must name what is skipped, got: nothing',
      "pass at least one, such as Skip.features('http_request_sbfm')",
    ],
    [
      'a feature twice',
      () => Skip.allManagedRules({ alsoSkip: ['bic', 'bic'] }),
      'skip/duplicate',
      'alsoSkip names the same thing twice, got: `bic`',
      'remove one of them',
    ],
    [
      'a feature in another case',
      () => Skip.allManagedRules({ alsoSkip: ['ratelimit' as never] }),
      'skip/feature',
      '`alsoSkip` holds something that cannot be skipped, got: `ratelimit`',
      'write `http_ratelimit` for rate limiting rules, or `rateLimit` for those of the previous version',
    ],
    [
      'a feature in lower case',
      () => Skip.allManagedRules({ alsoSkip: ['uablock' as never] }),
      'skip/feature',
      '`alsoSkip` holds something that cannot be skipped, got: `uablock`',
      'did you mean `uaBlock`?',
    ],
    [
      'a phase that cannot be skipped',
      () => Skip.allManagedRules({ alsoSkip: ['http_response_headers_transform' as never] }),
      'skip/feature',
      '`alsoSkip` holds something that cannot be skipped, got: `http_response_headers_transform`',
      `use one of: ${SKIPPABLE_FEATURES.join(', ')}`,
    ],
    [
      'features as text',
      () => Skip.allManagedRules({ alsoSkip: 'bic' as never }),
      'literal/list',
      '`alsoSkip` must be a list of strings, got: `bic`',
      "write alsoSkip: ['...']",
    ],
  ])('%s', (_title, action, code, message, help) => {
    expect(refusalOf(action)).toEqual({ code, message, help });
  });

  test('a rule among rulesets', () => {
    // TypeScript takes the one for the other: a rule has all that a ruleset has.
    const rule: Pick<ManagedRule, 'id' | 'title'> = ManagedRule.OWASP_949110;
    expect(refusalOf(() => Skip.managedRulesets(rule as ManagedRuleset))).toMatchObject({
      code: 'skip/kind',
      help: rulesets.help,
    });
  });
});
