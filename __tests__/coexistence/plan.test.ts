import { ManagedRuleset } from '../../lib';
import { fingerprint } from '../../lib/exceptions';
import { define } from '../support/exceptions';
import { custom, expectPlans, live, type LiveRule, managed } from './support/plan';

const CUSTOM = 'http_request_firewall_custom';
const MANAGED = 'http_request_firewall_managed';
const EXPORT = 'wafx__dashboard__export';
const A: LiveRule = { ref: 'a' };
const B: LiveRule = { ref: 'b' };
const OTHER_TEAM: LiveRule = { ref: 'wafx__payments__webhook' };
const SKIP = {
  ref: 'skip',
  action: 'skip',
  action_parameters: { rulesets: ['b', 'a'] },
  expression: 'http.host eq "app.example.com"',
} satisfies LiveRule;
const EXECUTE = {
  ref: 'execute',
  action: 'execute',
  action_parameters: { id: ManagedRuleset.CLOUDFLARE_MANAGED.id },
} satisfies LiveRule;
/** An exception in each phase, for zones that run managed rules. */
const STACK = { ours: { [CUSTOM]: [custom('export')] }, managed: live(EXECUTE) };

test('writes the exceptions of all owners by ref, then the rules of others in their live order', () => {
  expectPlans({
    'a zone without entry points': [{}, {}],
    'the first exceptions': [
      { ...STACK, ours: { [CUSTOM]: [custom('b'), custom('a')] } },
      { custom: ['wafx__dashboard__a', 'wafx__dashboard__b'], managed: ['execute'] },
    ],
    'rules of others': [
      { ...STACK, custom: live(B, A, OTHER_TEAM) },
      { custom: [EXPORT, OTHER_TEAM.ref, 'b', 'a'], managed: ['execute'] },
    ],
    'an exception that left the code': [{ custom: live(custom('old'), A) }, { custom: ['a'] }],
    'one of a retired namespace': [
      {
        ownPrefixes: ['wafx__dashboard__', 'wafx__payments__'],
        custom: live(OTHER_TEAM, { ref: 'wafx__pay__x' }),
      },
      { custom: ['wafx__pay__x'] },
    ],
    'only what code declares': [
      { ...STACK, foreignRules: 'remove', custom: live(A, OTHER_TEAM), managed: live(EXECUTE, SKIP) },
      { custom: [EXPORT, OTHER_TEAM.ref], managed: ['execute'] },
    ],
  });
});

test('keeps an exception that changes its phase in one of the two', () => {
  const before = live(managed('export'), EXECUTE);
  const warned = [
    /^Zone ID .* second deploy.* from http_request_firewall_managed to http_request_firewall_custom: wafx__dashboard__export\./,
  ];
  expectPlans({
    'from custom to managed': [
      { ours: { [MANAGED]: [managed('export')] }, custom: live(custom('export')), managed: live(EXECUTE) },
      { custom: [], managed: [EXPORT, 'execute'] },
    ],
    'from managed to custom': [
      { ...STACK, managed: before },
      { custom: [EXPORT], managed: [EXPORT, 'execute'], warned },
    ],
    'from managed to custom, under a new namespace': [
      {
        ...STACK,
        ownPrefixes: ['wafx__dashboard__', 'wafx__old__'],
        managed: live({ ...managed('export'), ref: 'wafx__old__export' }, EXECUTE),
      },
      {
        custom: [EXPORT],
        managed: ['wafx__old__export', 'execute'],
        warned: [/^Zone ID .* second deploy.*: wafx__old__export\./],
      },
    ],
    'while the new one is live, but not as the code has it': [
      { ...STACK, custom: live({ ...custom('export'), expression: 'false' }), managed: before },
      { custom: [EXPORT], managed: [EXPORT, 'execute'], warned },
    ],
    'once the new one is live': [
      { ...STACK, custom: live(custom('export')), managed: before },
      { custom: [EXPORT], managed: ['execute'] },
    ],
    'if the old one is disabled': [
      { ...STACK, managed: live({ ...managed('export'), enabled: false }, EXECUTE) },
      { custom: [EXPORT], managed: ['execute'] },
    ],
    'if the new one is disabled': [
      { ours: { [CUSTOM]: [define({ enabled: false }).rule] }, managed: before },
      { custom: [EXPORT], managed: ['execute'] },
    ],
  });
});

test('lets an exception take the place of a skip rule of others', () => {
  const replacing = (rule: string, sha256?: string) => ({
    ...STACK,
    replacements: [{ rule, by: EXPORT, phase: CUSTOM, ...(sha256 !== undefined && { sha256 }) }] as const,
  });
  const done = (rule: string) =>
    new RegExp(`^Zone ID has no rule that \`replaces\` names: ${rule}\\. .*remove \`replaces\``);
  const pin = fingerprint({ ...SKIP, enabled: true, parameters: SKIP.action_parameters });
  expectPlans({
    'in its phase': [
      { ...replacing('skip', pin), custom: live(SKIP, A) },
      { custom: [EXPORT, 'a'], managed: ['execute'] },
    ],
    'by its id': [
      { ...replacing('id-of-skip', pin), custom: live(SKIP, A) },
      { custom: [EXPORT, 'a'], managed: ['execute'] },
    ],
    'in the phase that is written first, as long as the exception is not live': [
      { ...replacing('skip'), managed: live(SKIP, EXECUTE) },
      { custom: [EXPORT], managed: ['skip', 'execute'] },
    ],
    'in the phase that is written first, once the exception is live': [
      { ...replacing('skip'), custom: live(custom('export')), managed: live(SKIP, EXECUTE) },
      { custom: [EXPORT], managed: ['execute'] },
    ],
    'that is gone': [replacing('skip'), { custom: [EXPORT], managed: ['execute'], warned: [done('skip')] }],
    'that was changed': [
      { ...replacing('skip', pin), custom: live({ ...SKIP, expression: 'true' }) },
      {
        custom: [EXPORT],
        managed: ['execute'],
        refused: [
          /http_request_firewall_custom rules of zone ID have changed since `replaces` .*: skip\. .*waf import/,
        ],
      },
    ],
    'that is no skip rule': [
      { ...replacing('a'), custom: live(A) },
      {
        custom: [EXPORT],
        managed: ['execute'],
        refused: [
          /`replaces` .* http_request_firewall_custom rules of zone ID .* skip rules.*: a\. .*Correct `replaces`/,
        ],
      },
    ],
    'that is an exception of others': [
      { ...replacing(OTHER_TEAM.ref), custom: live(OTHER_TEAM) },
      { custom: [EXPORT, OTHER_TEAM.ref], managed: ['execute'], warned: [done(OTHER_TEAM.ref)] },
    ],
  });
});

describe('refuses', () => {
  test('what was read incompletely, or has changed', () => {
    const place = `the ${CUSTOM} rules of zone ID`;
    const matching = (...parts: readonly string[]) => new RegExp(parts.join('.*'));
    const answer = (version: string | null, ...rules: LiveRule[]) => ({ version, rules });
    const written = { custom: [EXPORT, 'a'], managed: ['execute'] };
    const dropped = (ref: string) => matching('drop rules of others', `${place}: ${ref}\\.`, 'entryPointIds');
    const again = (...now: Parameters<typeof answer>) => ({
      ...STACK,
      custom: { ...live(A), now: answer(...now) },
    });
    const incompleteAgain = matching('no complete answer', place, 'read again');
    expectPlans({
      'an answer of nulls': [
        { custom: { first: { version: null, rules: null } } },
        {
          custom: [],
          refused: [matching('no complete answer', `${place}\\.`)],
        },
      ],
      'a list of rulesets without the entry point': [
        { ...STACK, custom: { own: answer('3', A) } },
        {
          custom: [EXPORT],
          managed: ['execute'],
          refused: [matching('does not show the entry point', place, 'entryPointIds'), dropped('a')],
        },
      ],
      'a change while the plan is made': [
        { ...STACK, custom: { first: answer('3', A), own: answer('4', A, B) } },
        {
          ...written,
          refused: [dropped('b'), matching(place, 'while this plan was made', 'plan again')],
        },
      ],
      'two answers for one version': [
        { ...STACK, custom: { first: answer('3', A, B), own: answer('3', A) } },
        {
          ...written,
          custom: [EXPORT, 'a', 'b'],
          refused: [matching('two different answers', place, 'plan again')],
        },
      ],
      'a change after the plan': [
        again('4', A, B),
        {
          ...written,
          refused: [matching(place, 'after this plan was made', 'plan again')],
        },
      ],
      'a change after a plan that writes nothing': [
        { custom: { ...live(A), now: answer('4', A, B) } },
        { custom: ['a'] },
      ],
      'no version after the plan': [again(null, A), { ...written, refused: [incompleteAgain] }],
      'fewer rules after the plan': [again('3'), { ...written, refused: [incompleteAgain] }],
      'a write of somebody else during the apply': [
        { ...STACK, custom: { ...live(A), after: '5' } },
        {
          ...written,
          refused: [matching('^LOST UPDATE', place, 'version 3 ', ' 5 now', 'coexistence\\.md')],
        },
      ],
    });
  });

  test('more custom rules than the plan of the zone allows', () => {
    const others = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ ref: `other-${index}` }));
    const after = (live: readonly LiveRule[]) => [EXPORT, ...live.map(({ ref }) => ref)];
    const skips = ['s', 't', 'u', 'v'].map((ref) => ({ ...SKIP, ref }));
    const { id } = ManagedRuleset.CLOUDFLARE_MANAGED;
    expectPlans({
      'as many as it allows': [
        { ...STACK, custom: live(...others(18)), elsewhere: [A] },
        { custom: after(others(18)), managed: ['execute'] },
      ],
      'one more, with those of custom rulesets': [
        { ...STACK, custom: live(...others(19)), elsewhere: [A] },
        {
          custom: after(others(19)),
          managed: ['execute'],
          refused: [
            new RegExp(
              `^Zone ID would have 21 custom rules, .* quota is 20 \\(plan pro\\)\\. .*Remove a custom rule, or use Skip.managedRulesets.*\\(${id}\\)\\.$`,
            ),
          ],
        },
      ],
      'in a zone that runs no ruleset, but has skip rules of others': [
        {
          ours: STACK.ours,
          plan: 'free',
          custom: live(...skips, { ...SKIP, ref: 'w', description: 'partner' }),
        },
        {
          custom: after([...skips, { ref: 'w' }]),
          refused: [
            /^Zone ID would have 6 custom rules, .* quota is 5 \(plan free\)\. .*Remove a custom rule\. .*others: \(ref s\), \(ref t\), \(ref u\), \.{3}\. .*`replaces`/,
          ],
        },
      ],
      'in a zone that has more already, but not one more': [
        { ...STACK, custom: live(custom('old'), ...others(20)) },
        { custom: after(others(20)), managed: ['execute'] },
      ],
      'in a zone of an unknown plan': [
        { ...STACK, plan: 'partners_pro', custom: live(...others(101)) },
        { custom: after(others(101)), managed: ['execute'] },
      ],
    });
  });

  test('exceptions that would skip nothing', () => {
    const { id } = ManagedRuleset.CLOUDFLARE_MANAGED;
    const noRuleset = new RegExp(
      `skip nothing.* zone ID .*: ${EXPORT} names ${id}\\. .*accept: .*nothing-to-skip`,
    );
    const noRules = new RegExp(`skip nothing.* zone ID .*: ${EXPORT}\\. .*accept: .*nothing-to-skip`);
    const running = (execute: Partial<LiveRule>) => ({
      ours: { [MANAGED]: [managed('export')] },
      managed: live({ ...EXECUTE, ...execute }),
    });
    const overriding = (overrides: object) => running({ action_parameters: { id, overrides } });
    const written = { managed: [EXPORT, 'execute'] };
    const idle = { ...written, refused: [noRuleset] };
    const all = { ours: STACK.ours };
    expectPlans({
      'a ruleset that runs': [running({}), written],
      'a ruleset that does not': [running({ action_parameters: { id: 'other' } }), idle],
      'a ruleset whose rule is disabled': [running({ enabled: false }), idle],
      'a ruleset whose rule matches nothing': [running({ expression: ' false ' }), idle],
      'a ruleset that is switched off': [overriding({ enabled: false }), idle],
      'a ruleset that is switched off but for one rule': [
        overriding({ enabled: false, rules: [{ id: 'x', enabled: true }] }),
        written,
      ],
      'a ruleset that is switched off but for one category': [
        overriding({ enabled: false, categories: [{ category: 'x', enabled: true }] }),
        written,
      ],
      'a ruleset that does not run, by an author who knows': [
        { ...running({ enabled: false }), mayBeIdle: [EXPORT] },
        written,
      ],
      'managed rules in a zone without': [all, { custom: [EXPORT], refused: [noRules] }],
      'managed rules in a zone without, by an author who knows': [
        { ...all, mayBeIdle: [EXPORT] },
        { custom: [EXPORT] },
      ],
      'managed rules in a zone of a plan with a default': [{ ...all, plan: 'free' }, { custom: [EXPORT] }],
      'managed rules in a zone that switched its default off': [
        {
          ...all,
          plan: 'free',
          managed: live({
            ...EXECUTE,
            enabled: false,
            action_parameters: { id: ManagedRuleset.FREE_MANAGED.id },
          }),
        },
        { custom: [EXPORT], managed: ['execute'], refused: [noRules] },
      ],
    });
  });

  test('rules of others that the provider cannot read, and names those that it cannot write', () => {
    const place = `^In the ${CUSTOM} rules of zone ID,`;
    const advice = `phases: \\['${MANAGED}'\\]`;
    const unreadable = `${place} .* cannot read.*: skip\\.`;
    const unwritable = `${place} .*5\\.14\\.0 .*: skip\\.`;
    const withoutParameters = live({ ...SKIP, action_parameters: {} }, A);
    expectPlans({
      'no parameters': [
        { custom: withoutParameters },
        { custom: ['skip', 'a'], refused: [new RegExp(`${unreadable}.*${advice}`)] },
      ],
      'no parameters, beside an exception': [
        { ...STACK, custom: withoutParameters },
        {
          custom: [EXPORT, 'skip', 'a'],
          managed: ['execute'],
          refused: [new RegExp(`${unreadable}(?!.*phases)`)],
        },
      ],
      'an empty list': [
        { custom: live({ ...SKIP, action_parameters: { phases: [] } }, A) },
        { custom: ['skip', 'a'], warned: [new RegExp(`${unwritable}.*${advice}`)] },
      ],
      'an empty object': [
        { custom: live({ ...SKIP, action_parameters: { ruleset: 'current', overrides: {} } }, A) },
        { custom: ['skip', 'a'], warned: [new RegExp(`${unwritable}.*${advice}`)] },
      ],
    });
  });
});
