import { blockedRequests, type BlockedRequest, type Proposal, propose } from '../../lib/proposal';
import { keyOf, passing, type ScoreFacts } from '../../lib/proposal/passing';
import { Random } from '../rules-language/support/random';
import { type Block, EXPORT, idOf, incident } from './incident';

const INCIDENTS = 1000;
const NUMBERS = [920100, 930110, 941130, 941170, 942100];

interface Incident {
  readonly blocked: readonly BlockedRequest[];
  readonly proposals: readonly Proposal[];
  readonly score: ScoreFacts;
}

/** Harmless requests of up to three endpoints, and attacks on them and beside them. */
function generate(random: Random): Incident {
  const points = new Map(
    NUMBERS.filter(() => random.below(4) > 0).map((number) => [idOf(number), 2 + random.below(4)]),
  );
  const threshold = random.below(4) === 0 ? undefined : 4 + random.below(6);
  const requests = [
    EXPORT,
    { ...EXPORT, path: '/other' },
    { ...EXPORT, method: 'PUT' },
    { ...EXPORT, host: 'www.example.com' },
    { ...EXPORT, path: `${EXPORT.path}/below` },
  ];
  const block = (): Block => ({
    request: random.pick(requests),
    weight: 1 + random.below(3),
    ...(random.below(3) === 0
      ? { rule: random.below(3) }
      : { contributors: NUMBERS.filter(() => random.below(2) === 0) }),
  });
  const harmless = random.list(1, 4, block);
  const attacks = random.list(0, 5, () => ({ ...block(), attackScore: 1 }));
  const evidence = incident(...harmless, ...attacks);
  const score = { points, threshold };
  return { blocked: blockedRequests(evidence), proposals: propose(evidence, { score }).proposals, score };
}

const weight = (requests: readonly BlockedRequest[]) => requests.reduce((sum, one) => sum + one.weight, 0);

test(`no exception is narrower and cures as much, in ${INCIDENTS} incidents`, () => {
  const random = new Random(13);
  let proposed = 0;
  let withChoice = 0;
  for (let number = 0; number < INCIDENTS; number++) {
    const { blocked, proposals, score } = generate(random);
    const allWanted = new Set(proposals.flatMap(({ wanted }) => wanted.map(({ ray }) => ray)));
    for (const { host, method, paths, rules, wanted } of proposals) {
      proposed++;
      const skipped = new Set(rules.map(keyOf));
      const isHere = ({ request }: BlockedRequest) =>
        request.host === host && request.method === method && paths.includes(request.path ?? '');
      const attacksHere = blocked.filter((one) => isHere(one) && !allWanted.has(one.ray));
      const cures = (set: ReadonlySet<string>) =>
        wanted.every((one) => passing(one, set, score) === 'passes');
      const lost = (set: ReadonlySet<string>) =>
        weight(attacksHere.filter((one) => passing(one, set, score) !== 'stays blocked'));

      expect(wanted.every(isHere)).toBe(true);
      expect(cures(skipped)).toBe(true);
      // Without any one of its rules, a request that it is for stays blocked.
      expect([...skipped].filter((key) => cures(new Set([...skipped].filter((one) => one !== key))))).toEqual(
        [],
      );
      // Of all sets of rules in the evidence that cure, none lets fewer attacks through, or as many with fewer rules.
      const all = [
        ...new Set(blocked.flatMap(({ decider, contributors }) => [decider, ...contributors]).map(keyOf)),
      ].filter((key) => !key.endsWith('6179ae15870a4bb7b2d480d4843b323c'));
      const best = [lost(skipped), skipped.size] as const;
      const better: ReadonlySet<string>[] = [];
      for (let bits = 0; bits < 2 ** all.length; bits++) {
        const set = new Set(all.filter((_key, index) => (bits >> index) % 2 === 1));
        if (!cures(set)) continue;
        const other = [lost(set), set.size] as const;
        if (other[0] > best[0]) withChoice++;
        if (other[0] < best[0] || (other[0] === best[0] && other[1] < best[1])) better.push(set);
      }
      expect(better).toEqual([]);
    }
  }
  expect(proposed).toBeGreaterThan(INCIDENTS);
  expect(withChoice).toBeGreaterThan(0);
});

test('each condition keeps a request of the evidence blocked that differs in it alone', () => {
  const image = [941130, 941170];
  const others: readonly NonNullable<Block['request']>[] = [
    { host: 'www.example.com' },
    { method: 'PUT' },
    { path: '/other' },
  ];
  const evidence = incident(
    { contributors: image },
    ...others.map((request) => ({ contributors: image, attackScore: 1, request })),
  );
  const [proposal] = propose(evidence).proposals;
  const [, ...kept] = blockedRequests(evidence);
  const proposed = proposal?.alternatives.find(({ kind }) => kind === 'proposed');
  expect(proposed?.keepsBlocked).toEqual(kept);
  // They would pass if the exception covered them: nothing but the condition keeps them blocked.
  const skipped = new Set(proposal?.rules.map(keyOf));
  for (const one of kept) {
    expect(passing(one, skipped, { points: new Map(), threshold: undefined })).toBe('passes');
  }
});
