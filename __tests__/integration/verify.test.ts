import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { ManagedRuleset, Skip } from '../../lib';
import { frames } from '../sandbox/edge/edge';
import { buildWaf } from '../support/build-package';
import { exceptionIn, wafIn } from '../support/waf';
import { describeWithTerraform } from './support/describe-with-terraform';
import { SandboxZone, ZONE_ID } from './support/sandbox-zone';
import { LIVED_IN, MANAGED } from './support/seeds';

const STACK = 'dashboard-waf';
const REF = 'wafx__dashboard__export';
const REQUEST = 'POST https://dashboard.example.com/export';

// Each test goes on where the one before it ended.
describeWithTerraform('waf verify', () => {
  const waf = buildWaf();
  let zone: SandboxZone;
  beforeAll(async () => {
    zone = await SandboxZone.start(LIVED_IN);
  });
  afterAll(() => zone.close());

  const verify = (body: string) => {
    const file = join(zone.directory, 'body.json');
    writeFileSync(file, body);
    const output = join(zone.directory, 'cdktf.out');
    const request = [
      '--request',
      REQUEST,
      '--header',
      'content-type: application/json',
      '--body',
      `@${file}`,
    ];
    const words = [waf, 'verify', STACK, '--output', output, '--wait', '0', ...request];
    return zone.run('node', words, zone.directory);
  };

  it('is green after a deploy: the request gets through, its near misses do not', async () => {
    const stack = zone.stack(STACK, (scope) => {
      exceptionIn(wafIn(scope), 'export', {
        request: { method: 'POST', host: 'dashboard.example.com', path: '/export' },
        skip: Skip.managedRulesets(ManagedRuleset.OWASP_CORE),
      });
    });
    expect((await stack.deploy()).code).toBe(0);
    const { code, output } = await verify(frames(5));
    expect(output).toContain(`verified: ${REF} is live in ${MANAGED} as the code declares it`);
    expect(output).toContain(`verified: ${REQUEST} was answered 200, so the edge did not refuse it.`);
    expect(output).toMatch(/verified: \d+ near misses of POST .* are still refused at the edge: /);
    expect(output).toContain(`verified: ${REF} has matched 1 request since it went live`);
    expect(output).not.toMatch(/failed: /);
    expect(code).toBe(0);
  });

  it('fails at an edge that still refuses the request, for what the exception does not skip', async () => {
    const { code, output } = await verify(JSON.stringify({ q: "1' union select password from users --" }));
    expect(output).toContain(`failed: ${REQUEST} was answered 403 at the edge by `);
    expect(code).toBe(1);
  });

  it('fails after a click that changed the rule, and after one that removed it', async () => {
    await zone.api.editRule(ZONE_ID, MANAGED, REF, { expression: 'false' });
    const changed = await verify(frames(5));
    expect(changed.output).toContain(
      `failed: the \`expression\` of ${REF} differs from the code: it is false`,
    );
    expect(changed.output).toContain(`failed: ${REQUEST} was answered 403 at the edge by `);
    expect(changed.code).toBe(1);
    const entryPoint = await zone.api.entryPoint(ZONE_ID, MANAGED);
    const rule = entryPoint?.rules?.find(({ ref }) => ref === REF);
    const path = `/zones/${ZONE_ID}/rulesets/${entryPoint?.id ?? ''}/rules/${rule?.id ?? ''}`;
    await zone.api.call('DELETE', path);
    const removed = await verify(frames(5));
    expect(removed.output).toContain(`failed: ${REF} is not live in ${MANAGED}.`);
    expect(removed.code).toBe(1);
  });
});
