import { MANAGED_PHASE, RATE_LIMIT_PHASE, skippableTitle } from '../../cloudflare';
import { ManagedRule, ManagedRuleset } from '../../managed-rules';
import { type Rule, rulesById, texts } from '../../rulesets';
import { aroundIt, deployedIn, endsPhase } from '../meaning/protection';
import { capital, counted, list, own, type Text, text } from '../text';

/** Titles of the managed rules that a sentence lists one by one. */
const MAX_LISTED = 3;

/** What a skip rule takes away from the requests that it matches. */
export function skippedWords(rule: Rule, phase: string, managed: readonly Rule[]): readonly Text[] {
  const isManaged = phase === MANAGED_PHASE;
  const tooLate = isManaged ? tooLateFor(rule, managed) : [];
  return [
    ...texts(rule, 'phases').map((name) =>
      name === MANAGED_PHASE ? own('all managed rules of the zone') : featureWords(name),
    ),
    ...texts(rule, 'products').map(featureWords),
    ...(endsPhase(rule)
      ? [own(isManaged ? 'all managed rulesets that run after it' : 'the custom rules after it')]
      : []),
    ...texts(rule, 'rulesets')
      .filter((id) => !tooLate.includes(id))
      .map((id) => [...own('the '), ...rulesetWords(id)]),
    ...[...rulesById(rule)]
      .filter(([id]) => !tooLate.includes(id))
      .map(([id, rules]) => ruleWords(id, rules)),
  ];
}

/** Managed rulesets that an exception names and that have run before it. */
function tooLateFor(rule: Rule, managed: readonly Rule[]): readonly string[] {
  const { before, later } = aroundIt(rule, managed);
  const named = [...texts(rule, 'rulesets'), ...rulesById(rule).keys()];
  return before.filter((id) => named.includes(id) && !later.includes(id));
}

/** That an exception comes too late for what it names; empty where it does not. */
export function tooLateWords(rule: Rule, managed: readonly Rule[]): Text {
  const tooLate = tooLateFor(rule, managed);
  if (tooLate.length === 0) return [];
  return [
    ...own(' It stands too late for '),
    ...list(tooLate.map((id) => [...own('the '), ...rulesetWords(id)])),
    ...own(`: ${tooLate.length === 1 ? 'that has' : 'those have'} run before it.`),
  ];
}

/** Rules of a managed ruleset by their titles, or how many there are. */
export function ruleWords(rulesetId: string, ids: readonly string[]): Text {
  const of = [...own(' of the '), ...rulesetWords(rulesetId)];
  if (ids.length > MAX_LISTED) return [...own(counted(ids.length, 'rule')), ...of];
  const names = ids.map((id) => ManagedRule.all.find((known) => known.id === id)?.title ?? id);
  return [...own(names.length === 1 ? 'rule ' : 'rules '), ...text`${names.join('; ')}`, ...of];
}

/** The name of a managed ruleset, or its id where it has none here. */
export function rulesetWords(id: string): Text {
  const known = ManagedRuleset.all.find((ruleset) => ruleset.id === id);
  return known === undefined ? text`managed ruleset ${id}` : own(known.title);
}

/** The title of a feature or phase that can be skipped, or what the API calls it. */
export function featureWords(name: string): Text {
  const title = skippableTitle(name);
  return title === name ? text`${name}` : own(title);
}

/** What still protects the requests of a skip rule; empty where nothing of what is known here does. */
export function stayingSentence(
  rule: Rule,
  surroundings: { readonly phase: string; readonly managed: readonly Rule[] },
): Text {
  const staying = stayingWords(rule, surroundings.phase, surroundings.managed);
  const [first] = staying;
  const isOne = staying.length === 1 && first?.isPlural === false;
  return [
    ...(first === undefined
      ? []
      : [
          ' ',
          ...capital(list(staying.map(({ words }) => words))),
          ...own(isOne ? ' stays on.' : ' stay on.'),
        ]),
    ...scoreWords(rule, surroundings),
  ];
}

/** Whether rules of a ruleset stay on that can only add to the score of a rule that is skipped. */
function isScoreOnly(rule: Rule, rulesetId: string): boolean {
  const { id, ruleset } = ManagedRule.OWASP_949110;
  const isWhole = texts(rule, 'rulesets').includes(rulesetId);
  return rulesetId === ruleset.id && !isWhole && rulesById(rule).get(rulesetId)?.includes(id) === true;
}

/** They run, and block nothing: to say that they stay on would promise too much. */
function scoreWords(
  rule: Rule,
  { phase, managed }: { readonly phase: string; readonly managed: readonly Rule[] },
): Text {
  if (phase !== MANAGED_PHASE || endsPhase(rule)) return [];
  const { before, later } = aroundIt(rule, managed);
  const scoring = later.filter((id) => isScoreOnly(rule, id) && !before.includes(id));
  return scoring.flatMap((id) => [
    ...own(' The rules of the '),
    ...rulesetWords(id),
    ...own(' no longer block these requests: they only add to the score that it acts on.'),
  ]);
}

interface Staying {
  readonly words: Text;
  readonly isPlural: boolean;
}

function stayingWords(rule: Rule, phase: string, managed: readonly Rule[]): readonly Staying[] {
  const phases = texts(rule, 'phases');
  const products = texts(rule, 'products');
  const rulesets = texts(rule, 'rulesets');
  const isManaged = phase === MANAGED_PHASE;
  const isEnd = endsPhase(rule);
  const skipsManaged = phases.includes(MANAGED_PHASE) || (isManaged && isEnd);
  const before = isManaged ? aroundIt(rule, managed).before : [];
  const rateLimiting = { words: own('rate limiting'), isPlural: false };
  return [
    ...(phases.includes(RATE_LIMIT_PHASE) || products.includes('rateLimit') ? [] : [rateLimiting]),
    ...(isEnd && !isManaged ? [] : [{ words: own('custom rules'), isPlural: true }]),
    ...(skipsManaged ? before : deployedIn(managed))
      .filter((id) => before.includes(id) || !(rulesets.includes(id) || isScoreOnly(rule, id)))
      .map((id): Staying => {
        const isPart = rulesById(rule).has(id) && !before.includes(id);
        return {
          words: [...own(isPart ? 'the other rules of the ' : 'the '), ...rulesetWords(id)],
          isPlural: isPart,
        };
      }),
  ];
}
