import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { SecurityEvent } from '../../../lib/evidence';
import { ManagedRuleset } from '../../../lib/managed-rules';
import { propose } from '../../../lib/proposal';
import { events, idOf } from '../../proposal/incident';
import { frames } from '../edge/edge';

const PROGRAM = join(__dirname, 'second-generation');
const folder = mkdtempSync(join(tmpdir(), 'waf-second-generation-'));
afterAll(() => {
  rmSync(folder, { recursive: true });
});

const hasGo = spawnSync('go', ['version']).status === 0;
// The modules are verified by their sums, and have to be loaded once.
const hasModules = hasGo && spawnSync('go', ['mod', 'download'], { cwd: PROGRAM }).status === 0;
if (!hasModules)
  process.stderr.write(
    'skipped: the second generation of the core rule set, which needs Go and its modules\n',
  );

/** The numbers of the rules that match each body. */
function matched(bodies: readonly string[]): readonly (readonly number[])[] {
  const program = join(folder, 'second-generation');
  const built = spawnSync('go', ['build', '-o', program, '.'], { cwd: PROGRAM, encoding: 'utf8' });
  expect([built.status, built.stderr]).toEqual([0, '']);
  const { stdout } = spawnSync(program, { input: `${bodies.join('\n')}\n`, encoding: 'utf8' });
  return stdout
    .trimEnd()
    .split('\n')
    .map((line) => JSON.parse(line) as readonly number[]);
}

const INCIDENT = [932235, 932260, 934170, 941130, 941170];

(hasModules ? test : test.skip)('five rules match the incident, where the first generation has two', () => {
  expect(matched([frames(1), frames(8), '{"title":"clip"}'])).toEqual([INCIDENT, INCIDENT, []]);
});

test('of the events of an upgrade an exception is proposed for requests that somebody names', () => {
  const after: readonly SecurityEvent[] = events({ contributors: INCIDENT });
  // Rules against three kinds of attack are a sign of one.
  expect(propose({ events: after }).proposals).toEqual([]);
  const [proposal] = propose({ events: after }, { rays: [after[0]?.ray ?? ''] }).proposals;
  expect(proposal?.rules.map(({ ruleId }) => ruleId)).toEqual(INCIDENT.map(idOf));
  expect(new Set(proposal?.rules.map(({ rulesetId }) => rulesetId))).toEqual(
    new Set([ManagedRuleset.OWASP_CORE.id]),
  );
});
