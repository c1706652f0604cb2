import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ZoneDeclaration } from '../../lib/coexistence';
import { lintDocument } from '../../lib/lint';
import { check, compile, difference, evaluate, ExecutionContext, parse } from '../../lib/rules-language';
import { nearMisses } from '../../lib/trace';
import { LAST_DAY, lastDay } from '../../scripts/demo/last-day';
import { NOW_MS } from '../support/exceptions';

/** Every app of this repository but yours: each exception in it must be one that its authors would defend. */
const APPS = [
  'examples/two-zones/main',
  'scripts/demo/dashboard-team/main',
  'scripts/demo/other-team/main',
] as const;

/** What an example cannot help: its addresses are those for documentation. */
const ACCEPTED = ['reserved-address'];

beforeEach(() => jest.useFakeTimers({ now: NOW_MS, doNotFake: ['setImmediate', 'nextTick'] }));
afterEach(() => jest.useRealTimers());

/** What the app synthesises, by stack. */
async function stacksOf(app: string): Promise<ReadonlyMap<string, unknown>> {
  const folder = mkdtempSync(join(tmpdir(), 'waf-exceptions-own-'));
  process.env['CDKTF_OUTDIR'] = folder;
  try {
    await jest.isolateModulesAsync(async () => {
      await import(`../../${app}`);
    });
    const stacks = join(folder, 'stacks');
    return new Map(
      readdirSync(stacks).map((stack) => [
        stack,
        JSON.parse(readFileSync(join(stacks, stack, 'cdk.tf.json'), 'utf8')) as unknown,
      ]),
    );
  } finally {
    delete process.env['CDKTF_OUTDIR'];
    rmSync(folder, { recursive: true, force: true });
  }
}

function findingsIn(name: string, stack: unknown) {
  const lists = lintDocument({ file: name, content: stack }, { nowMs: Date.now() });
  return lists.flatMap(({ findings }) => findings).filter(({ id }) => !ACCEPTED.includes(id));
}

function exceptionsOf(stack: unknown) {
  const comment = (stack as { readonly '//': Record<string, readonly ZoneDeclaration[]> })['//'];
  return (comment['waf-exceptions'] ?? []).flatMap(({ exceptions }) => exceptions);
}

describe.each(APPS)('the exceptions of %s.ts', (app) => {
  test('lint finds nothing, any plan takes them, they match their request and none of its neighbours', async () => {
    const stacks = await stacksOf(app);
    let count = 0;
    for (const [name, stack] of stacks) {
      expect(findingsIn(name, stack)).toEqual([]);
      for (const { phase, rule } of exceptionsOf(stack)) {
        const { expression } = parse(rule.expression);
        expect(check(expression, { phase, zonePlan: 'free' })).toEqual([]);
        const found = difference({ anyOf: [expression], noneOf: [] });
        if (found.kind !== 'some') throw new Error(`no request for ${rule.ref}: ${found.kind}`);
        const compiled = compile(expression);
        const verdictOn = (request: typeof found.request) =>
          evaluate(compiled, ExecutionContext.fromRequest({ time: new Date(NOW_MS), ...request })).verdict;
        expect(verdictOn(found.request)).toBe(true);
        const neighbours = nearMisses(found.request).filter(({ differsIn }) => differsIn !== 'caller');
        expect(neighbours.length).toBeGreaterThan(15);
        expect(neighbours.filter(({ request }) => verdictOn(request) !== false)).toEqual([]);
        count += 1;
      }
    }
    expect(count).toBeGreaterThan(0);
  });
});

describe.each(APPS.filter((app) => app.startsWith('scripts/demo/')))('%s.ts on another day', (app) => {
  test.each(['2024-02-29T12:00:00Z', '2027-04-01T00:00:00Z', '2031-12-31T23:59:59Z'])(
    'synthesises on %s, and lint finds nothing',
    async (moment) => {
      jest.setSystemTime(new Date(moment));
      const stacks = await stacksOf(app);
      expect(stacks.size).toBe(1);
      for (const [name, stack] of stacks) expect(findingsIn(name, stack)).toEqual([]);
    },
  );
});

test('the exceptions of one run of the demo have one last day, also after midnight', () => {
  jest.setSystemTime(new Date('2026-11-29T23:59:59Z'));
  const first = lastDay();
  expect(first).toBe('2027-03-29');
  jest.replaceProperty(process, 'env', { ...process.env, [LAST_DAY]: first });
  jest.setSystemTime(new Date('2026-11-30T00:00:01Z'));
  expect(lastDay()).toBe(first);
});
