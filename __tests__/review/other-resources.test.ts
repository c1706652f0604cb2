import { metConditions, renderJson, renderMarkdown, renderTerminal } from '../../lib/review';
import { CUSTOM, type PlanParts, reviewOf } from './support/plan';
import { EXACT, exception } from './support/rules';

type Other = NonNullable<PlanParts['others']>[number];

const SAME = exception('export', EXACT);
const planWith = (...others: readonly Other[]): PlanParts => ({
  entryPoints: [{ phase: CUSTOM, before: [SAME], after: [SAME] }],
  others,
});
const update = (type: string, before: object, after: object, rest: object = {}): Other => ({
  address: `${type}.x`,
  type,
  actions: ['update'],
  before,
  after,
  ...rest,
});

test.each<[title: string, change: Other, reason: RegExp]>([
  [
    'a record that is no longer proxied',
    update('cloudflare_dns_record', { name: 'www', proxied: true }, { name: 'www', proxied: false }),
    /requests to its name no longer pass Cloudflare/,
  ],
  [
    'a record of the older provider',
    update('cloudflare_record', { type: 'CNAME', proxied: true }, { type: 'CNAME' }),
    /no longer pass Cloudflare/,
  ],
  [
    'a new record beside Cloudflare',
    { ...update('cloudflare_dns_record', {}, { name: 'app', type: 'A' }), actions: ['create'], before: null },
    /do not pass Cloudflare/,
  ],
  [
    'a proxied record that goes',
    {
      ...update('cloudflare_dns_record', { type: 'A', proxied: true }, {}),
      actions: ['delete'],
      after: null,
    },
    /no proxied record answers/,
  ],
  [
    'a proxied record whose name changes',
    update('cloudflare_dns_record', { name: 'a', proxied: true }, { name: 'b', proxied: true }),
    /earlier name/,
  ],
  ['a paused zone', update('cloudflare_zone', { paused: false }, { paused: true }), /paused/],
  [
    'the security level',
    update('cloudflare_zone_setting', {}, { setting_id: 'security_level', value: 'essentially_off' }),
    /security feature/,
  ],
  ['a setting that only the apply shows', update('cloudflare_zone_setting', {}, {}), /security feature/],
  ...[
    'cloudflare_access_rule',
    'cloudflare_bot_management',
    'cloudflare_filter',
    'cloudflare_firewall_rule',
    'cloudflare_list_item',
    'cloudflare_managed_transforms',
    'cloudflare_page_rule',
    'cloudflare_rate_limit',
    'cloudflare_ruleset',
    'cloudflare_snippet_rules',
    'cloudflare_url_normalization_settings',
    'cloudflare_user_agent_blocking_rule',
    'cloudflare_workers_route',
    'cloudflare_zone_lockdown',
  ].map((type): [string, Other, RegExp] => [type, update(type, { a: 1 }, { a: 2 }), /^it/]),
])('%s is known to touch protection', (_, change, reason) => {
  const review = reviewOf(planWith(change));
  expect(review.others).toMatchObject([{ touches: expect.stringMatching(reason) as string }]);
  expect(review.verdict.kind).toBe('undecided');
  expect(metConditions(review, ['other', 'undecided'])).toEqual(['other', 'undecided']);
  const text = renderTerminal(review);
  expect(text).toContain('\nA resource that is not compared changes, and ');
  expect(text).toContain('Only rules and lists are compared: 1 other resource changes too, listed below.');
});

test.each<[title: string, change: Other]>([
  ['a text record', update('cloudflare_dns_record', { type: 'TXT' }, { type: 'TXT', content: 'x' })],
  [
    'a record that stays proxied',
    update('cloudflare_dns_record', { type: 'A', proxied: true }, { type: 'A', proxied: true, content: 'x' }),
  ],
  ['a setting for speed', update('cloudflare_zone_setting', {}, { setting_id: 'brotli', value: 'off' })],
  ['something that is not known', update('cloudflare_stream', { a: 1 }, { a: 2 })],
  ['what Terraform forgets', { ...update('cloudflare_zone_lockdown', {}, {}), actions: ['forget'] }],
])('%s leaves the verdict as it is, and the headline says what was compared', (_, change) => {
  const review = reviewOf(planWith(change));
  expect(review.verdict.kind).toBe('same');
  expect(metConditions(review, ['other', 'undecided'])).toEqual([]);
  expect(renderTerminal(review)).toContain(
    'WAF review: same\n================\n\nNo request gains or loses protection. Only rules and lists are compared: 1 other resource changes too, listed below.',
  );
});

test('built-in resources that hold values are no reason for doubt', () => {
  const memory = { address: 'terraform_data.x_born', type: 'terraform_data', actions: ['create'] };
  const review = reviewOf(planWith(memory));
  const text = renderTerminal(review);
  expect(review.verdict.kind).toBe('same');
  expect(text).not.toContain('Only rules and lists are compared');
  expect(text).toContain('terraform_data.x_born: create, holds values only');
});

test('what changes is shown, bounded and escaped, and nothing that is secret or unknown', () => {
  const review = reviewOf(
    planWith(
      update(
        'cloudflare_stream',
        { id: '1', token: 'old', name: 'a\u001b[2J', long: 'x', gone: true, same: 1 },
        { id: '2', token: 'new', name: '`b` @team', long: 'y'.repeat(500), same: 1 },
        { after_unknown: { url: true, gone: true }, before_sensitive: { token: true }, after_sensitive: {} },
      ),
    ),
  );
  expect(review.others.map(({ changes }) => changes)).toEqual([
    [
      { attribute: 'gone', before: true, after: '(known after apply)' },
      { attribute: 'long', before: 'x', after: 'y'.repeat(500) },
      { attribute: 'name', before: 'a\u001b[2J', after: '`b` @team' },
      { attribute: 'token', before: '(sensitive value)', after: '(sensitive value)' },
    ],
  ]);
  const text = renderTerminal(review);
  expect(text).not.toContain('\u001b[2J');
  expect(text).not.toContain('y'.repeat(200));
  expect(renderMarkdown(review)).toContain('``"`b` @team"``');
  for (const rendered of [text, renderMarkdown(review), renderJson(review)]) {
    expect(rendered).not.toMatch(/"old"|"new"/);
  }
});

test('a new secret is not shown', () => {
  const marks = { before_sensitive: { value: true }, after_sensitive: { value: true } };
  const changed = update('random_password', {}, { value: 'new' }, { ...marks, before: null });
  const review = reviewOf(planWith({ ...changed, actions: ['create'] }));
  expect(review.others).toMatchObject([{ changes: [{ attribute: 'value', after: '(sensitive value)' }] }]);
});

test('of many resources and attributes a part is shown, and how many there are', () => {
  const wide = Object.fromEntries(Array.from({ length: 40 }, (_, index) => [`a${index}`, index]));
  const review = reviewOf(planWith(update('cloudflare_stream', {}, wide)));
  expect(renderTerminal(review)).toContain(' and 28 more attributes');
});
