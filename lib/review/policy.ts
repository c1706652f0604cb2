import { didYouMean, InputError, show } from '../errors';
import { isAllowed } from './executions/execution';
import type { Review } from './review';

/** What can make a review fail, from most to least serious. */
export const CONDITIONS = {
  delete: 'an entry point or a list is deleted',
  replace: 'an entry point or a list is replaced',
  executes: 'Terraform runs or talks to something that no policy allows by its address',
  foreign: 'a rule changes that no exception in code declares',
  wider: 'requests lose protection',
  undecided: 'it could not be decided whether requests lose protection',
  other: 'a resource that is not compared changes, and is known to touch protection',
  error: 'lint finds an error in a changed rule',
  warning: 'lint finds a warning in a changed rule',
  narrower: 'requests are inspected again',
  expired: 'an exception has ended',
  expiring: 'an exception ends soon',
  change: 'the plan changes anything at all',
} as const;

export type Condition = keyof typeof CONDITIONS;

/** Fails a review unless someone asks for it. */
export const ALWAYS: readonly Condition[] = ['delete', 'replace', 'executes'];

/**
 * Which of the conditions hold.
 *
 * @param allowed Addresses and providers that Terraform may run.
 */
export function metConditions(
  review: Review,
  asked: readonly Condition[],
  allowed: readonly string[] = [],
): readonly Condition[] {
  return asked.filter((condition) => TESTS[condition](review, allowed));
}

/** What fails a review: what does always, and what someone asks for, without what someone allows. */
export function askedConditions(
  failOn: readonly Condition[],
  allowed: readonly string[],
): readonly Condition[] {
  return [...new Set([...ALWAYS, ...failOn])].filter((condition) => !allowed.includes(condition));
}

/**
 * A condition that fails a review, by its name.
 *
 * @param place What messages call the option or the variable that gives it.
 * @throws InputError `review/condition`
 */
export function readCondition(place: string, word: string): Condition {
  if (Object.hasOwn(CONDITIONS, word)) return word as Condition;
  throw new InputError('review/condition', {
    message: `${place} names no condition, got: ${show(word)}`,
    help: didYouMean(word, Object.keys(CONDITIONS)),
  });
}

/**
 * What a policy allows: a condition, or the address or provider of something that Terraform runs. All that runs cannot be
 * allowed at once.
 *
 * @throws InputError `review/condition`
 */
export function readAllowed(place: string, word: string): string {
  if (/^[\w-]+(?:[./:][\w.-]+)+$/.test(word)) return word;
  const condition = readCondition(place, word);
  if (condition !== 'executes') return condition;
  throw new InputError('review/condition', {
    message: `${place} must name what may be executed, got: ${show(word)}`,
    help: 'name each address or provider that the review lists, such as terraform_data.x',
  });
}

const TESTS: Readonly<Record<Condition, (review: Review, allowed: readonly string[]) => boolean>> = {
  delete: (review) => actionsOf(review).includes('delete'),
  replace: (review) => actionsOf(review).includes('replace'),
  executes: ({ executions }, allowed) => executions.some((one) => !isAllowed(one, allowed)),
  foreign: (review) => changesOf(review).some(({ isException }) => !isException),
  wider: (review) => verdictsOf(review).some((kind) => kind === 'wider' || kind === 'different'),
  undecided: (review) => verdictsOf(review).includes('undecided'),
  other: ({ others }) => others.some(({ touches }) => touches !== undefined),
  error: (review) => findsSeverity(review, 'error'),
  warning: (review) => findsSeverity(review, 'warning'),
  narrower: (review) => verdictsOf(review).some((kind) => kind === 'narrower' || kind === 'different'),
  expired: ({ expiring }) => expiring.some(({ daysLeft }) => daysLeft <= 0),
  expiring: ({ expiring }) => expiring.length > 0,
  change: ({ isEmpty }) => !isEmpty,
};

function actionsOf({ zones, lists }: Review): readonly string[] {
  return [...zones.flatMap((zone) => zone.entryPoints), ...lists].map(({ action }) => action);
}

function changesOf({ zones }: Review) {
  return zones.flatMap((zone) => zone.entryPoints).flatMap(({ changes }) => changes);
}

function verdictsOf(review: Review): readonly string[] {
  return [
    review.verdict.kind,
    ...changesOf(review).flatMap(({ verdict }) => verdict?.kind ?? []),
    ...review.lists.flatMap(({ verdict }) => verdict?.kind ?? []),
  ];
}

function findsSeverity(review: Review, severity: string): boolean {
  return changesOf(review).some(({ findings }) => findings.some((finding) => finding.severity === severity));
}
