import { lossesOf } from '../../lib/preflight/carried-rule';
import { isLiveObject, type LiveObject } from '../../lib/preflight/live-json';
import { describeWithTerraform } from '../integration/support/describe-with-terraform';
import { customException, zoneWaf } from '../integration/support/exceptions';
import { SandboxZone, ZONE_ID } from '../integration/support/sandbox-zone';
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

/** The live rules after the deploy of one exception beside these, and how it ended. */
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
    const { code, output } = await stack.deploy();
    return {
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
    const { end, before, after } = await deployBeside(distinct(shapes));
    expect(end).toBe('done');
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
    const { end, before, after } = await deployBeside(distinct(seeded.map(([, shape]) => shape)));
    expect(end).toBe('done');
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
    const { end, before, after } = await deployBeside(distinct([shape]));
    expect(end).not.toBe('done');
    expect(after).toEqual(before);
  });
});
