import { type PlanRule, reviewOf } from './support/plan';
import { custom, managed } from './support/plans';
import { CLOUDFLARE, exception, execute, HOST, METHOD, OWASP, PATH } from './support/rules';
import { told } from './support/told';

const STILL = / What it skipped is still skipped by (.*)\.$/;
const OTHER_HOST = 'http.host eq "b.example.com"';
const OVER = 'http.request.timestamp.sec lt 1748736000';

/** For each exception that goes, who is said to skip the same. */
function covers(plan: Parameters<typeof reviewOf>[0]): readonly (string | undefined)[] {
  const gone = told(reviewOf(plan)).filter((sentence) => sentence.startsWith('No longer in force: '));
  return gone.map((sentence) => STILL.exec(sentence)?.[1]?.replaceAll('wafx__dashboard__', ''));
}

const wide = exception('wide', HOST);
const elsewhere = exception('elsewhere', OTHER_HOST);

test.each<
  [
    title: string,
    gone: readonly PlanRule[],
    stay: readonly PlanRule[],
    covers: readonly (string | undefined)[],
  ]
>([
  [
    'the one that is wider, not one for other requests',
    [exception('export', `${HOST} and ${PATH}`)],
    [wide, elsewhere],
    ['wide'],
  ],
  [
    'each by its own, where two go',
    [exception('a', `${HOST} and ${METHOD}`), exception('b', `${OTHER_HOST} and ${METHOD}`)],
    [wide, elsewhere],
    ['wide', 'elsewhere'],
  ],
  [
    'the same for two that are for the same requests',
    [exception('a', `${HOST} and ${METHOD}`), exception('b', `${HOST} and ${METHOD}`)],
    [wide, elsewhere],
    ['wide', 'wide'],
  ],
  [
    'the one with the same condition, not one that is wider',
    [exception('a', `${HOST} and ${METHOD}`)],
    [wide, exception('twin', `${HOST} and ${METHOD}`)],
    ['twin'],
  ],
  [
    'all that it takes together',
    [exception('a', METHOD)],
    [exception('plain', 'not ssl'), exception('tls', 'ssl'), elsewhere],
    ['plain and tls'],
  ],
  ['nobody, where it is over', [exception('a', `${HOST} and ${OVER}`)], [wide], [undefined]],
  [
    'nobody, where it is over, though one with the same condition stays',
    [exception('a', `${HOST} and ${OVER}`)],
    [exception('twin', `${HOST} and ${OVER}`)],
    [undefined],
  ],
])('names who skips what an exception skipped that goes: %s', (_title, gone, stay, expected) => {
  expect(covers(custom([...gone, ...stay], stay))).toEqual(expected);
});

test('names nobody where nothing executes what was skipped', () => {
  const skip = { action_parameters: { rulesets: [OWASP] } };
  const twins = ['a', 'twin'].map((id) => exception(id, `${HOST} and ${PATH}`, skip));
  const coversWith = (executes: readonly PlanRule[]) =>
    covers(managed([...twins, ...executes], [...twins.slice(1), ...executes]));
  expect(coversWith([execute(OWASP)])).toEqual(['twin']);
  expect(coversWith([execute(CLOUDFLARE)])).toEqual([undefined]);
});
