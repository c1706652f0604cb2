import type { CloudflareReader, LiveObject } from '../../lib/api-client';
import type { ZoneDeclaration } from '../../lib/coexistence';
import { plain } from '../../lib/review/text';
import { lastWriteChecks } from '../../lib/verify/last-write';
import { CUSTOM, declaring, liveRule, liveZone, RULE } from './zone';

const foreign = (ref: string, more: object = {}): LiveObject =>
  liveRule({ ref, id: ref.padEnd(32, '0'), expression: 'ssl', ...more });
const OURS = liveRule();
const OURS_BEFORE = liveRule({ description: 'as it was' });
const DECLARED = declaring(CUSTOM, [RULE]);

/** What is said of an entry point with these versions, the first one first; the last one is live. */
async function told(versions: readonly (readonly LiveObject[])[], declared: ZoneDeclaration = DECLARED) {
  const zone = liveZone(declared, { [CUSTOM]: versions.at(-1) ?? [] });
  const entryPoints = zone.entryPoints.map(({ phase, live }) => ({
    phase,
    live: live && { ...live, ruleset: { ...live.ruleset, version: String(versions.length) } },
  }));
  const reader = {
    rulesetVersion: (_zone: string, _id: string, version: string) => {
      const rules = versions[Number(version) - 1];
      return Promise.resolve(rules && { version, rules });
    },
  } as unknown as CloudflareReader;
  const checks = await lastWriteChecks({ ...zone, entryPoints }, reader);
  return checks.map(({ outcome, sentence }) => `${outcome}: ${plain(sentence)}`);
}

const SAYS = (version: number, what: string, ref: string) =>
  `cannot-tell: LOST UPDATE, unless this was intended: version ${version} of ${CUSTOM}, which this stack wrote, ${what} ${ref} of others against version ${version - 1}.`;

test.each<[string, readonly (readonly LiveObject[])[], readonly string[]]>([
  ['kept what others had', [[foreign('a')], [OURS, foreign('a')]], []],
  [
    'came after a change that it knew',
    [[OURS_BEFORE], [OURS_BEFORE, foreign('a')], [OURS, foreign('a')]],
    [],
  ],
  [
    'lost a rule that was added in the last moment',
    [[OURS_BEFORE], [OURS_BEFORE, foreign('a')], [OURS]],
    [SAYS(3, 'takes back', 'a')],
  ],
  [
    'revived a rule that was removed in the last moment',
    [[OURS_BEFORE, foreign('a')], [OURS_BEFORE], [OURS, foreign('a', { id: 'new'.padEnd(32, '0') })]],
    [SAYS(3, 'revives', 'a')],
  ],
  [
    'took back a change, which is one loss',
    [
      [OURS_BEFORE, foreign('a', { enabled: false })],
      [OURS, foreign('a')],
    ],
    [SAYS(2, 'takes back', 'a')],
  ],
  [
    'is not the last one: others have written since',
    [[OURS_BEFORE, foreign('a')], [OURS], [OURS, foreign('b')], [OURS, foreign('b'), foreign('c')]],
    [SAYS(2, 'takes back', 'a')],
  ],
  ['lost what has been put right since', [[OURS_BEFORE, foreign('a')], [OURS], [OURS, foreign('a')]], []],
  [
    'is older than ten versions',
    [[OURS_BEFORE, foreign('a')], ...Array.from({ length: 12 }, () => [OURS])],
    [],
  ],
  ['does not exist: only others have written', [[foreign('a')], [foreign('b')]], []],
])('the last write of the stack %s', async (_name, versions, expected) => {
  expect(await told(versions)).toEqual(expected);
});

test('what an exception replaces is no loss', async () => {
  const replacing = {
    ...DECLARED,
    exceptions: DECLARED.exceptions.map((one) => ({ ...one, replaces: [{ rule: 'a' }] })),
  };
  expect(await told([[foreign('a')], [OURS]], replacing)).toEqual([]);
  expect(await told([[foreign('a')], [OURS]])).not.toEqual([]);
});

test('nothing is said where Cloudflare shows no earlier version', async () => {
  const zone = liveZone(DECLARED, { [CUSTOM]: [OURS] });
  const reader = { rulesetVersion: () => Promise.resolve(undefined) } as unknown as CloudflareReader;
  expect(await lastWriteChecks(zone, reader)).toEqual([]);
});
