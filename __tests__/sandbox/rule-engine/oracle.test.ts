import { MANAGED_RULESETS } from '../../../lib/cloudflare';
import { managedRuleset } from '../../../lib/sandbox/cloudflare-api';
import { inspect } from '../../../lib/sandbox/edge/inspected-request';
import { matchesOf, POINTS } from '../../../lib/sandbox/edge/stand-in-rules';
import { type RuleEngine, startRuleEngine } from '../../../lib/sandbox/rule-engine';
import { describeWithCoreRuleSet } from '../../support/core-rule-set';
import { type Generated, generate } from './requests';

const STAND_INS = [941130, 941170];
const NUMBERED = (managedRuleset(MANAGED_RULESETS.OWASP_CORE.id)?.ruleset.rules ?? []).map(
  ({ id, description }) => ({
    id,
    number: Number(/^\d{6}/.exec(typeof description === 'string' ? description : '')?.[0]),
  }),
);
const OTHERS = NUMBERED.map(({ number }) => number).filter(
  (number) => number !== 949110 && !STAND_INS.includes(number),
);

describeWithCoreRuleSet('the OWASP stand-ins and the real core rule set', () => {
  let engine: RuleEngine;
  beforeAll(async () => {
    engine = await startRuleEngine(process.env);
  });
  afterAll(() => engine.close());

  test('agree on numbers, score and verdict of 520 requests', async () => {
    expect(OTHERS.length).toBeGreaterThan(200);
    const differences: unknown[] = [];
    for (const generated of generate(520)) {
      const { numbers, score } = standInsOn(generated);
      const askAt = async (threshold: number): Promise<readonly number[]> =>
        (await engine.inspect(generated.request, { off: OTHERS, threshold })).map(({ number }) => number);
      // The score is the threshold that it reaches, where it does not reach the next one.
      const said = [await askAt(score + 1), ...(score > 0 ? [await askAt(score)] : [])];
      const ours = [numbers, ...(score > 0 ? [[...numbers, 949110]] : [])];
      if (JSON.stringify(said) !== JSON.stringify(ours))
        differences.push({ form: generated.form, said, ours });
    }
    expect(differences).toEqual([]);
  });
});

function standInsOn({ request }: Generated): { readonly numbers: readonly number[]; readonly score: number } {
  const inspected = inspect(
    { ...request, host: 'www.example.com', userAgent: '', ssl: true, hasBody: true },
    Number.MAX_SAFE_INTEGER,
  );
  const counts = STAND_INS.map((number) => {
    const id = NUMBERED.find((rule) => rule.number === number)?.id ?? '';
    return { number, count: matchesOf(id, inspected) };
  });
  const score = counts.reduce((sum, { count }) => sum + POINTS * count, 0);
  return { numbers: counts.filter(({ count }) => count > 0).map(({ number }) => number), score };
}
