import Table from 'cli-table3';
import { customException, zoneWaf } from '../__tests__/integration/support/exceptions';
import { type DeployedStack, SandboxZone, ZONE_ID } from '../__tests__/integration/support/sandbox-zone';
import { CUSTOM, LIVED_IN } from '../__tests__/integration/support/seeds';

/*
 * Several writers at the same moment: how many rules are lost, and how many of them without a word? Whole deploys with
 * real Terraform in the sandbox, 300 ms for each request to the API. Takes minutes, so it is not among the tests, which
 * hold the single cases. `npm run benchmark:lost-rules -- 20` does 20 runs of each situation.
 */

const LATENCY_MS = 300;
const CLICK = { ref: 'clicked', action: 'block', expression: '(http.request.uri.path eq "/x")' };

/** How one run ended. */
type Outcome = 'kept, both wrote' | 'kept, one refused' | 'lost, reported' | 'lost, silent';
const OUTCOMES: readonly Outcome[] = [
  'kept, both wrote',
  'kept, one refused',
  'lost, reported',
  'lost, silent',
];

interface Situation {
  readonly title: string;
  run(zone: SandboxZone): Promise<{ readonly codes: readonly number[]; readonly wanted: readonly string[] }>;
}

const SITUATIONS: readonly Situation[] = [
  {
    title: 'two deploys started together',
    run: async (zone) => deployBoth(zone, 0),
  },
  {
    title: 'two deploys, the second 0-3 s later',
    run: async (zone) => deployBoth(zone, Math.random() * 3000),
  },
  {
    title: 'two saved plans applied together',
    run: async (zone) => {
      const stacks = [team(zone, 'team-a'), team(zone, 'team-b')];
      for (const stack of stacks) await stack.plan();
      await slowDown(zone);
      const results = await Promise.all(stacks.map((stack) => stack.applySaved()));
      return { codes: results.map(({ code }) => code), wanted: written(results) };
    },
  },
  {
    title: 'a deploy, and a click 0.2-2.5 s after its start',
    run: async (zone) => {
      const stack = team(zone, 'team-a');
      await stack.init();
      await slowDown(zone);
      const click = wait(200 + Math.random() * 2300).then(() => zone.api.addRule(ZONE_ID, CUSTOM, CLICK));
      const [result] = await Promise.all([stack.deploy(), click]);
      return { codes: [result.code], wanted: ['clicked', ...(result.code === 0 ? ['wafx__team-a__x'] : [])] };
    },
  },
];

async function deployBoth(zone: SandboxZone, delayMs: number): ReturnType<Situation['run']> {
  const stacks = [team(zone, 'team-a'), team(zone, 'team-b')];
  for (const stack of stacks) await stack.init();
  await slowDown(zone);
  const [first, second] = stacks;
  const results = await Promise.all([first?.deploy(), wait(delayMs).then(() => second?.deploy())]);
  const both = results.filter((result) => result !== undefined);
  return { codes: both.map(({ code }) => code), wanted: written(both) };
}

/** Whoever saw its write succeed, or was told that it may have overwritten another one, did write. */
function written(results: readonly { readonly code: number; readonly output: string }[]): readonly string[] {
  return results.flatMap(({ code, output }, index) =>
    code === 0 || output.includes('LOST UPDATE') ? [`wafx__${index === 0 ? 'team-a' : 'team-b'}__x`] : [],
  );
}

function team(zone: SandboxZone, namespace: string): DeployedStack {
  return zone.stack(namespace, (scope) => customException(zoneWaf(scope, { namespace }), 'x'));
}

async function slowDown(zone: SandboxZone): Promise<void> {
  for (const operation of ['list-zones', 'list-rulesets', 'get-ruleset', 'update-ruleset', 'create-rule']) {
    await zone.api.fault({ operation, times: 1_000_000, delayMs: LATENCY_MS });
  }
}

async function runOnce(situation: Situation): Promise<Outcome> {
  const zone = await SandboxZone.start(LIVED_IN);
  try {
    const { codes, wanted } = await situation.run(zone);
    const live = (await zone.api.rules(ZONE_ID, CUSTOM)).map(({ ref }) => ref);
    const isLost = ['block-wp', 'challenge', ...wanted].some((ref) => !live.includes(ref));
    const isReported = codes.some((code) => code !== 0);
    if (isLost) return isReported ? 'lost, reported' : 'lost, silent';
    return isReported ? 'kept, one refused' : 'kept, both wrote';
  } finally {
    await zone.close();
  }
}

function wait(ms: number): Promise<void> {
  return new Promise((resolve) => setTimeout(resolve, ms));
}

async function main(): Promise<void> {
  const runs = Number(process.argv[2] ?? 10);
  const table = new Table({ head: ['situation', 'runs', ...OUTCOMES], style: { head: [], border: [] } });
  let silent = 0;
  for (const situation of SITUATIONS) {
    const outcomes: Outcome[] = [];
    for (let index = 0; index < runs; index++) outcomes.push(await runOnce(situation));
    table.push([
      situation.title,
      runs,
      ...OUTCOMES.map((kind) => outcomes.filter((outcome) => outcome === kind).length),
    ]);
    silent += outcomes.filter((outcome) => outcome === 'lost, silent').length;
  }
  console.log(table.toString());
  // Rare losses are the API's: it has no conditional write. A silent one would be ours.
  if (silent > 0) process.exitCode = 1;
}

void main();
