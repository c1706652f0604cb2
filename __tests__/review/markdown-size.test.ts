import { renderMarkdown, reviewPlan } from '../../lib/review';
import { Random } from '../rules-language/support/random';
import { NOW_MS } from '../support/exceptions';
import { rounds } from '../support/rounds';
import {
  CUSTOM,
  MANAGED,
  planJson,
  type PlannedEntryPoint,
  type PlanParts,
  type PlanRule,
} from './support/plan';
import { block, EXACT, exception, EXECUTES } from './support/rules';

/** What GitHub takes, in characters; an emoji counts as one there and here as two. */
const LIMIT = 65_536;
const LONG = `http.user_agent eq "${'`|<\u{1f600}'.repeat(1_000).slice(0, 4_000)}"`;

function rules(count: number, expression: (index: number) => string): readonly PlanRule[] {
  return Array.from({ length: count }, (_, index) => exception(`e${index}`, expression(index)));
}

function zones(count: number, entryPoint: (zone: string) => PlannedEntryPoint): readonly PlannedEntryPoint[] {
  return Array.from({ length: count }, (_, index) => entryPoint(`zone${index}.example`));
}

const HUGE: readonly (readonly [title: string, plan: PlanParts])[] = [
  [
    '200 exceptions of one zone',
    {
      entryPoints: [
        { phase: CUSTOM, before: [], after: rules(200, (index) => EXACT.replaceAll('/export', `/${index}`)) },
      ],
    },
  ],
  [
    '12 expressions of 4,000 characters',
    { entryPoints: [{ phase: CUSTOM, before: [], after: rules(12, () => LONG) }] },
  ],
  [
    '60 foreign rules that go',
    {
      entryPoints: [
        {
          phase: CUSTOM,
          before: Array.from({ length: 60 }, (_, index) => block(`b${index}`, LONG)),
          after: [],
        },
      ],
    },
  ],
  [
    '100 zones with a change',
    {
      entryPoints: zones(100, (zone) => ({
        phase: CUSTOM,
        zone,
        before: [],
        after: [exception('export', EXACT)],
      })),
    },
  ],
  [
    '500 zones',
    { entryPoints: zones(500, (zone) => ({ phase: MANAGED, zone, before: EXECUTES, after: undefined })) },
  ],
  [
    'names of 10,000 characters',
    {
      entryPoints: [
        {
          phase: '`'.repeat(10_000),
          zone: '`|'.repeat(5_000),
          before: [block('`'.repeat(10_000), 'ssl')],
          after: [],
        },
      ],
    },
  ],
  [
    'an exception for each of 1,000 namespaces',
    {
      entryPoints: [
        {
          phase: CUSTOM,
          before: [],
          after: Array.from({ length: 1_000 }, (_, index) => ({
            ...exception('x', 'false'),
            ref: `wafx__n${index}__x`,
          })),
        },
      ],
    },
  ],
  [
    '2,000 lists and 2,000 other resources',
    {
      lists: Array.from({ length: 2_000 }, (_, index) => ({
        name: `list_${index}`,
        before: ['192.0.2.1'],
        after: undefined,
      })),
      others: Array.from({ length: 2_000 }, (_, index) => ({
        address: `cloudflare_record.${'x'.repeat(200)}${index}`,
        type: 'cloudflare_record',
        actions: ['update'],
      })),
    },
  ],
  [
    '2,000 exceptions that end soon',
    {
      entryPoints: [
        {
          phase: CUSTOM,
          before: rules(2_000, () => `${EXACT} and http.request.timestamp.sec lt 1781222400`),
          after: rules(2_000, () => `${EXACT} and http.request.timestamp.sec lt 1781222400`),
          isAdopted: true,
        },
      ],
    },
  ],
];

const commentOf = (plan: PlanParts): string =>
  renderMarkdown(reviewPlan({ name: 'plan', content: planJson(plan) }, { nowMs: NOW_MS }));

test.each(HUGE)('%s fit into a comment, which says that it leaves parts out', (_, plan) => {
  const markdown = commentOf(plan);
  expect(markdown.length).toBeLessThanOrEqual(LIMIT);
  expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(LIMIT);
  expect(markdown).toMatch(/^## WAF review: /);
  expect(markdown).toMatch(/\nDigest: `sha256:[\da-f]{64}`\n/);
  expect(markdown).toContain('Parts were left out');
});

test('a comment that shows everything leaves nothing out', () => {
  const entryPoints = [{ phase: CUSTOM, before: [], after: rules(1, () => LONG) }];
  expect(commentOf({ entryPoints })).not.toContain('Parts were left out');
});

test('random plans fit, and close what they open', () => {
  const generator = new Random(7);
  const random = () => generator.next();
  for (let round = 0; round < rounds(6); round += 1) {
    const text = (length: number) =>
      Array.from({ length }, () => '`|<>\\@[]()!#*_~\n\u202e"ab '.charAt(Math.floor(random() * 24))).join('');
    const some = (prefix: string) =>
      Array.from({ length: Math.floor(random() * 40) }, (_, index) => ({
        ...(random() < 0.5
          ? block(`${prefix}${index}`, 'ssl')
          : exception(`${prefix}${index}`, random() < 0.5 ? EXACT : text(900))),
        description: text(Math.floor(random() * 500)),
      }));
    const plan: PlanParts = {
      entryPoints: [
        { phase: CUSTOM, zone: text(12), before: some('a'), after: some(random() < 0.5 ? 'a' : 'b') },
      ],
    };
    const markdown = commentOf(plan);
    expect(Buffer.byteLength(markdown)).toBeLessThanOrEqual(LIMIT);
    expect(markdown.match(/^<details>/gm)?.length).toBe(markdown.match(/^<\/details>$/gm)?.length);
  }
});
