import type { ZoneDeclaration } from '../../lib/coexistence';
import { apiAccess, cloudflareReader } from '../../lib/api-client';
import { cloudflareDryRun, preflight } from '../../lib/preflight';
import { lossesOf } from '../../lib/preflight/carried/carried-rule';
import { isLiveObject, type LiveObject } from '../../lib/api-client';
import { describeWithTerraform } from '../integration/support/describe-with-terraform';
import { customException, zoneWaf } from '../integration/support/exceptions';
import { type DeployedStack, SandboxZone, ZONE_ID } from '../integration/support/sandbox-zone';
import { EMPTY_ZONE } from '../integration/support/seeds';
import { CARRIED, LOSSES, rule } from './rule-shapes';

const CUSTOM = 'http_request_firewall_custom';

/** Rules of one entry point need ids of their own, and a zone executes a managed ruleset once. */
function distinct(shapes: readonly LiveObject[]): readonly LiveObject[] {
  return shapes.map((shape, index) => {
    const id = index.toString(16).padStart(32, '0');
    const parameters = shape['action_parameters'];
    const isOwnRef = shape['ref'] === rule({})['ref'];
    return {
      ...shape,
      id,
      ...(isOwnRef ? { ref: id } : {}),
      ...(shape['action'] === 'execute' && isLiveObject(parameters)
        ? { action_parameters: { ...parameters, id } }
        : {}),
    };
  });
}

interface Write {
  readonly method: string;
  readonly query: string;
  readonly body: { readonly rules: readonly LiveObject[]; readonly [key: string]: unknown };
}

/** Every write on the sandbox so far. */
async function writesOn({ sandbox: { environment } }: SandboxZone): Promise<readonly Write[]> {
  const { origin } = new URL(environment['CLOUDFLARE_BASE_URL'] ?? '');
  const response = await fetch(`${origin}/_sandbox/requests`, {
    headers: { authorization: `Bearer ${environment['CLOUDFLARE_API_TOKEN'] ?? ''}` },
  });
  const { result } = (await response.json()) as { readonly result: readonly Write[] };
  return result.filter(({ method }) => method !== 'GET');
}

/** Asks Cloudflare about the list that a deploy of the stack would write. */
async function dryRun(zone: SandboxZone, stack: DeployedStack): Promise<readonly string[]> {
  const content = stack.readSynthesised() as { '//': { 'waf-exceptions': readonly ZoneDeclaration[] } };
  const access = apiAccess(zone.sandbox.environment);
  const reports = await preflight(content['//']['waf-exceptions'], cloudflareReader(access), {
    ask: cloudflareDryRun(access),
  });
  return reports.map((report) => report.dryRun.outcome);
}

/** The live rules after the deploy of one exception beside these, how it ended, and what was asked before. */
async function deployBeside(shapes: readonly LiveObject[]) {
  const zone = await SandboxZone.start({
    accounts: [{ name: 'Example' }],
    zones: [
      {
        id: ZONE_ID,
        name: 'example.com',
        account: 'Example',
        plan: 'enterprise',
        rulesets: [{ phase: CUSTOM, rules: shapes }],
      },
    ],
  });
  try {
    const stack = zone.stack('team-a', (scope) => {
      customException(zoneWaf(scope), 'export');
    });
    const before = await zone.api.rules(ZONE_ID, CUSTOM);
    const outcomes = await dryRun(zone, stack);
    const { code, output } = await stack.deploy();
    const [asked, written] = await writesOn(zone);
    return {
      outcomes,
      asked,
      written,
      end: code === 0 ? 'done' : output.slice(-600),
      before,
      after: await zone.api.rules(ZONE_ID, CUSTOM),
    };
  } finally {
    await zone.close();
  }
}

/** What cannot stand in a seed, or what the sandbox stores or checks otherwise than Cloudflare. */
const NOT_SEEDED =
  /largest whole number|text where|without ref|64 bits|surrogate|a fraction|a null inside|decomposed map key|category override without|without a type/;

describeWithTerraform('with real Terraform', () => {
  test('what is called carried stays as it is', async () => {
    const shapes = CARRIED.filter(([name]) => !NOT_SEEDED.test(name)).map(([, shape]) => shape);
    const { end, before, after, asked, written } = await deployBeside(distinct(shapes));
    expect(end).toBe('done');
    // Cloudflare was asked about the very list that Terraform wrote.
    expect(asked?.query).toBe('dry_run=true');
    expect(asked?.body).toEqual(written?.body);
    expect(after).toHaveLength(shapes.length + 1);
    const versions = (rules: typeof after) => rules.map(({ ref, id, version }) => ({ ref, id, version }));
    const isOurs = ({ ref }: { ref: string }) => ref === 'wafx__team-a__export';
    // Exceptions of every namespace stand before all other rules.
    const byId = (a: { id: string }, b: { id: string }) => (a.id < b.id ? -1 : 1);
    expect(versions(after.filter((other) => !isOurs(other)).sort(byId))).toEqual(versions(before));
  });

  test('what is called lost is changed without a word', async () => {
    const rows = LOSSES.filter(
      ([name, { action }, expected]) =>
        action !== 'execute' && !NOT_SEEDED.test(name) && expected.every((loss) => loss.startsWith('lost')),
    );
    // A new ref is a new rule, which the provider reports as an error after it has written it.
    const seeded = rows.filter(([name]) => name !== 'a decomposed ref');
    const { end, before, after, asked, written } = await deployBeside(
      distinct(seeded.map(([, shape]) => shape)),
    );
    expect(end).toBe('done');
    expect(asked?.body).toEqual(written?.body);
    const unchanged = before.filter(({ id, version }) =>
      after.some((other) => other.id === id && other.version === version),
    );
    expect(unchanged.map(({ id }) => seeded[parseInt(id, 16)]?.[0])).toEqual([]);
    expect(seeded.length).toBe(9);
  });

  test.each(
    LOSSES.filter(
      ([name, , expected]) =>
        /phase alone|unknown product|empty list of category|action in upper/.test(name) &&
        expected.every((loss) => loss.startsWith('refused')),
    ),
  )('Terraform refuses %s', async (_name, shape) => {
    expect(lossesOf(shape).map(({ effect }) => effect)).toEqual(['refused']);
    const { end, before, after, outcomes } = await deployBeside(distinct([shape]));
    expect(outcomes).toEqual(['no-plan', 'unchanged']);
    expect(end).not.toBe('done');
    expect(after).toEqual(before);
  });

  test('of a zone without entry points, Cloudflare is asked about what Terraform creates', async () => {
    const zone = await SandboxZone.start(EMPTY_ZONE);
    try {
      const stack = zone.stack('team-a', (scope) => {
        const waf = zoneWaf(scope);
        customException(waf, 'export');
        customException(waf, 'an-upload', { reason: 'cafe\u0301 ${x} %{y}' });
      });
      expect(await dryRun(zone, stack)).toEqual(['accepted', 'unchanged']);
      expect((await stack.deploy()).code).toBe(0);
      expect(await dryRun(zone, stack)).toEqual(['unchanged', 'unchanged']);
      const [asked, written, ...others] = await writesOn(zone);
      expect(others).toEqual([]);
      expect({ kind: 'zone', phase: CUSTOM, ...asked?.body }).toEqual(written?.body);
    } finally {
      await zone.close();
    }
  });
});
