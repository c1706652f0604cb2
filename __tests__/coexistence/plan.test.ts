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
    `Zone ID needs a second deploy, because these exceptions move from ${MANAGED} to ${CUSTOM}: ${EXPORT}. This one adds the new rules; the old rules stay until the new ones are live, and the next plan removes them.`,
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
        warned: warned.map((text) => text.replace(EXPORT, 'wafx__old__export')),
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
    `Zone ID has no rule that \`replaces\` names: ${rule}. If an exception has taken its place, remove \`replaces\` from the code; otherwise correct it.`;
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
          `These rules of the ${CUSTOM} rules of zone ID have changed since \`replaces\` was written: skip. Nothing was written. Run waf import again, and compare.`,
        ],
      },
    ],
    'that is no skip rule': [
      { ...replacing('a'), custom: live(A) },
      {
        custom: [EXPORT],
        managed: ['execute'],
        refused: [
          `\`replaces\` names rules of the ${CUSTOM} rules of zone ID that are no skip rules, and an exception would not do what they do: a. Nothing was written. Correct \`replaces\`.`,
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
    const changed = `the ${CUSTOM} rules of zone ID`;
    const answer = (version: string | null, ...rules: LiveRule[]) => ({ version, rules });
    const written = { custom: [EXPORT, 'a'], managed: ['execute'] };
    const dropped = (ref: string) =>
      `Writing this plan would drop rules of others from ${changed}: ${ref}. Cloudflare's list of rulesets did not show the entry point, or it changed while planning. Nothing was written: plan again; if it stays, name the id of the entry point in \`entryPointIds\` of the ZoneWaf.`;
    const again = (...now: Parameters<typeof answer>) => ({
      ...STACK,
      custom: { ...live(A), now: answer(...now) },
    });
    const incompleteAgain = `Cloudflare gave no complete answer for ${changed} when they were read again. Nothing was written: plan again.`;
    expectPlans({
      'an answer of nulls': [
        { custom: { first: { version: null, rules: null } } },
        {
          custom: [],
          refused: [`Cloudflare gave no complete answer for ${changed}. Nothing was written: plan again.`],
        },
      ],
      'a list of rulesets without the entry point': [
        { ...STACK, custom: { own: answer('3', A) } },
        {
          custom: [EXPORT],
          managed: ['execute'],
          refused: [
            `Cloudflare's list of rulesets does not show the entry point of ${changed}, which is in the state of this stack. Plan again; if it stays, name the id of the entry point in \`entryPointIds\` of the ZoneWaf.`,
            dropped('a'),
          ],
        },
      ],
      'a change while the plan is made': [
        { ...STACK, custom: { first: answer('3', A), own: answer('4', A, B) } },
        {
          ...written,
          refused: [
            dropped('b'),
            `Somebody changed ${changed} while this plan was made. Nothing was written: plan again.`,
          ],
        },
      ],
      'two answers for one version': [
        { ...STACK, custom: { first: answer('3', A, B), own: answer('3', A) } },
        {
          ...written,
          custom: [EXPORT, 'a', 'b'],
          refused: [
            `Cloudflare gave two different answers for one version of ${changed}, so at least one is incomplete. Nothing was written: plan again.`,
          ],
        },
      ],
      'a change after the plan': [
        again('4', A, B),
        {
          ...written,
          refused: [
            `Somebody else changed ${changed} after this plan was made. Nothing was written: plan again.`,
          ],
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
          refused: [
            `LOST UPDATE? Somebody else wrote ${changed} in the moment of this apply: they were at version 3 when planned and are at 5 now. Compare these versions (GET .../rulesets/{id}/versions/{version}), restore what is missing, remove again what is back, then plan every stack of this zone again. https://github.com/waf-exceptions/waf-exceptions/blob/v0.1.0/docs/coexistence.md says how.`,
          ],
        },
      ],
    });
  });

  test('more custom rules than the plan of the zone allows', () => {
    const others = (count: number) =>
      Array.from({ length: count }, (_, index) => ({ ref: `other-${index}` }));
    const after = (live: readonly LiveRule[]) => [EXPORT, ...live.map(({ ref }) => ref)];
    const skips = ['s', 't', 'u', 'v'].map((ref) => ({ ...SKIP, ref }));
    const quota = 'Nothing was written. Remove a custom rule';
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
            `Zone ID would have 21 custom rules, and its quota is 20 (plan pro). ${quota}, or use Skip.managedRulesets, which needs no custom rule, for a ruleset that the zone runs (${id}).`,
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
            `Zone ID would have 6 custom rules, and its quota is 5 (plan free). ${quota}. Skip rules of others: (ref s), (ref t), (ref u), .... To let an exception take the place of one, name its ref in \`replaces\`.`,
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
    const accept =
      "If you know that they have an effect, add accept: [{ finding: 'nothing-to-skip', reason: '...' }].";
    const { id } = ManagedRuleset.CLOUDFLARE_MANAGED;
    const noRuleset = `These exceptions would skip nothing, because no enabled execute rule of zone ID runs the managed ruleset they name: ${EXPORT} names ${id}. Nothing was written. Name a ruleset that the zone deploys, or deploy it first. ${accept}`;
    const noRules = `These exceptions would skip nothing, because, as far as Cloudflare shows, zone ID runs no managed rules: ${EXPORT}. Nothing was written. Deploy a managed ruleset in the zone first, or remove the exceptions: what the account runs is not skipped by an exception of a zone. ${accept}`;
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
    const place = `In the ${CUSTOM} rules of zone ID, these rules have`;
    const advice = ` This stack has no exception in this phase: phases: ['${MANAGED}'] in its ZoneWaf leaves the entry point alone.`;
    const unreadable = `${place} only parameters that this version of the Cloudflare provider cannot read, and writing the list would drop them: skip. Nothing was written. Give these rules other parameters, or upgrade the provider.`;
    const unwritable = `${place} an empty list or object, which the Cloudflare provider 5.14.0 refuses to plan: skip. Give these rules another form.`;
    const withoutParameters = live({ ...SKIP, action_parameters: {} }, A);
    expectPlans({
      'no parameters': [
        { custom: withoutParameters },
        { custom: ['skip', 'a'], refused: [unreadable + advice] },
      ],
      'no parameters, beside an exception': [
        { ...STACK, custom: withoutParameters },
        { custom: [EXPORT, 'skip', 'a'], managed: ['execute'], refused: [unreadable] },
      ],
      'an empty list': [
        { custom: live({ ...SKIP, action_parameters: { phases: [] } }, A) },
        { custom: ['skip', 'a'], warned: [unwritable + advice] },
      ],
      'an empty object': [
        { custom: live({ ...SKIP, action_parameters: { ruleset: 'current', overrides: {} } }, A) },
        { custom: ['skip', 'a'], warned: [unwritable + advice] },
      ],
    });
  });
});
