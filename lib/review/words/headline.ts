import { isWidening, type Verdict } from '../meaning/verdict';
import type { Review, RuleReview } from '../review';
import { capital, counted, own, plain, type Text, text } from '../text';
import { type Opening, openingWords, rank } from './opening';
import { coverageWords, verdictDetail, verdictWords } from './verdict';

/** As GitHub's alerts, from the one that needs no action. */
export type Severity = 'note' | 'important' | 'warning' | 'caution';

/** What a reviewer reads first. */
export interface Headline {
  /** Such as `wider by one exact request, for 256 addresses`. */
  readonly title: Text;
  readonly severity: Severity;
  /** What shows it. */
  readonly words: Text;
  /** The rule whose verdict the words are about; others have one of their own. */
  readonly rule: RuleReview | undefined;
}

export function headlineOf(review: Review): Headline {
  const { verdict, zones, lists, others } = review;
  const rules = zones.flatMap(({ entryPoints }) => entryPoints).flatMap(({ changes }) => changes);
  const widening = rules.filter((rule) => isWidening(rule.verdict));
  const widest = isWidening(verdict) ? widestOf(widening) : undefined;
  const shown = widest?.verdict ?? verdict;
  const lead = widest !== undefined && widening.length > 1 ? leadTo(widest) : [];
  const coverage = coverageWords(others);
  const isGraded =
    widening.every(({ opens }) => opens !== undefined) &&
    !lists.some((list) => isWidening(list.verdict)) &&
    zones.every((zone) => !isWidening(zone.verdict) || changesOf(zone).some((one) => widening.includes(one)));
  return {
    title: titleOf(review, widest, widening.length),
    severity: severityOf(verdict, isGraded ? widest?.opens : undefined),
    words: [
      ...(lead.length === 0 ? capital(verdictDetail(shown)) : [...lead, ...verdictDetail(shown)]),
      ...own(
        verdict.kind === 'different' && shown.kind === 'wider' ? ' Other requests are inspected again.' : '',
      ),
      ...(coverage.length === 0 ? [] : [' ', ...coverage]),
    ],
    rule: widest,
  };
}

/** One sentence is not repeated: whether the headline says it of this part as well. */
export function isToldBy({ rule: told, words }: Headline, part: Pick<RuleReview, 'verdict'>): boolean {
  if (part.verdict === undefined || part === told) return true;
  return plain(words).startsWith(plain(capital(verdictDetail(part.verdict))));
}

/** The verdict of a rule, with how much it opens. */
export function ruleVerdictWords({ verdict, opens }: RuleReview): Text {
  if (verdict === undefined) return [];
  if (opens === undefined) return verdictWords(verdict);
  return [
    ...own(verdict.kind === 'wider' ? 'Wider by ' : 'Wider and narrower, at most by '),
    ...openingWords(opens),
    ': ',
    ...verdictDetail(verdict),
  ];
}

const TITLES: Readonly<Record<Verdict['kind'], string>> = {
  wider: 'wider',
  different: 'wider and narrower',
  narrower: 'narrower',
  same: 'same',
  undecided: 'could not be decided',
};

function changesOf({ entryPoints }: Review['zones'][number]): readonly RuleReview[] {
  return entryPoints.flatMap(({ changes }) => changes);
}

function widestOf(rules: readonly RuleReview[]): RuleReview | undefined {
  return rules.reduce<RuleReview | undefined>(
    (widest, rule) =>
      rule.opens !== undefined && (widest?.opens === undefined || rank(rule.opens) > rank(widest.opens))
        ? rule
        : widest,
    undefined,
  );
}

function leadTo({ isException, ref }: RuleReview): Text {
  return [...own(`The widest is the ${isException ? 'exception' : 'rule'} `), ...text`${ref}`, ': '];
}

function titleOf({ verdict, zones, lists }: Review, widest: RuleReview | undefined, count: number): Text {
  const { kind } = verdict;
  // What such a change does is not compared: who is concerned is what a reviewer must know.
  if (
    kind === 'undecided' &&
    zones.some(({ entryPoints }) => entryPoints.some(({ alarm }) => alarm.length > 0))
  )
    return own('foreign rules change');
  if (widest?.opens !== undefined) {
    return [
      ...own(count === 1 ? 'wider by ' : `wider in ${counted(count, 'rule')}, at most by `),
      ...openingWords(widest.opens),
      ...own(kind === 'different' ? '; also narrower' : ''),
    ];
  }
  const [list, ...more] = lists.filter((one) => isWidening(one.verdict));
  if (list === undefined || more.length > 0 || count > 0 || list.added.length === 0) return own(TITLES[kind]);
  return [
    ...own(`${TITLES[kind]}, with ${counted(list.added.length, 'new item')} in the list `),
    ...text`${`$${list.name}`}`,
  ];
}

/** A request that is named exactly, for some callers, is what an exception should be: it needs no warning. */
const BY_EXTENT: readonly Severity[] = ['note', 'important', 'warning', 'caution', 'caution'];
const STEPS: Readonly<Record<Opening['place'], number>> = {
  request: 0,
  path: 0,
  section: 1,
  host: 2,
  zone: 3,
};

function severityOf({ kind }: Verdict, opens: Opening | undefined): Severity {
  if (kind === 'same' || kind === 'narrower') return 'note';
  if (kind === 'undecided') return 'important';
  // How much a list or a change of what is executed opens is not known.
  if (opens === undefined) return 'warning';
  const step = STEPS[opens.place] + (opens.callers.kind === 'everybody' ? 1 : 0);
  return BY_EXTENT[step] ?? 'caution';
}
