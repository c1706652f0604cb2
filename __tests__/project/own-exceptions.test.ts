import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { ZoneDeclaration } from '../../lib/coexistence';
import { lintDocument } from '../../lib/lint';
import { check, compile, difference, evaluate, ExecutionContext, parse } from '../../lib/rules-language';
import { nearMisses } from '../../lib/trace';
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

function exceptionsOf(stack: unknown) {
  const comment = (stack as { readonly '//': Record<string, readonly ZoneDeclaration[]> })['//'];
  return (comment['waf-exceptions'] ?? []).flatMap(({ exceptions }) => exceptions);
}

describe.each(APPS)('the exceptions of %s.ts', (app) => {
  test('lint finds nothing, any plan takes them, they match their request and none of its neighbours', async () => {
    const stacks = await stacksOf(app);
    let count = 0;
    for (const [name, stack] of stacks) {
      const findings = lintDocument({ file: name, content: stack }, { nowMs: NOW_MS }).flatMap(
        (list) => list.findings,
      );
      expect(findings.filter(({ id }) => !ACCEPTED.includes(id))).toEqual([]);
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
