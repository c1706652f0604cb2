import { CUSTOM_PHASE } from '../cloudflare';
import { InputError } from '../errors';
import { fingerprint, type ReplacedRule, type Skip } from '../exceptions';
import { and, difference, type Expression, parse, readExpression } from '../rules-language';
import type { SampleRequest } from '../rules-language/context/sample-request';
import { conjunctionOf } from '../review/words/conjunction';
import { alternativesOf } from '../review/words/requests';
import { type Rule, unreadable } from '../rulesets';
import { defineDraft, type Draft, type DraftRule, sayable, type Stopper, stoppers } from '../exception-code';
import { draftOf, requestsOf } from './draft-of';
import { narrowed, type Narrowing } from './narrow';
import { skipOf, skipsCurrent } from './skip-of';

/** A skip rule of others as exceptions, or why it is none. */
export type ImportedRule = ImportedExceptions | { readonly rule: Rule; readonly reason: string };

export interface ImportedExceptions {
  readonly rule: Rule;
  readonly skip: Skip;
  /** One for each alternative of the rule. */
  readonly exceptions: readonly ImportedException[];
  readonly replaces: Required<ReplacedRule>;
  /**
   * - `same`: proven, the exceptions are for the same requests as the rule
   * - `narrower`: proven, they are for no others, and this request is one that they leave out, if one was found
   * - `open`: someone has to say more than the rule does; proven, whatever that is, they are for no others
   */
  readonly relation:
    | { readonly kind: 'same' | 'open' }
    | { readonly kind: 'narrower'; readonly without: SampleRequest | undefined };
}

/** One alternative of a rule. */
export interface ImportedException extends Version {
  /** A narrower one, to put in its place. */
  readonly narrower: (Version & Pick<Narrowing, 'losses'>) | undefined;
}

/** What an exception says. */
export interface Version {
  readonly draft: Draft;
  readonly skip: Skip;
  /** Findings that stop it, unless its author accepts them. */
  readonly stoppers: readonly Stopper[];
}

/** Where the rule is. */
export interface ImportPlace {
  readonly phase: string;
  readonly zoneName: string | undefined;
  readonly nowMs: number;
  /** The rules before it. */
  readonly above: readonly Rule[];
}

/** A skip rule that no code declares, as exceptions that are for no other requests. */
export function importRule(rule: Rule, place: ImportPlace): ImportedRule {
  const no = (reason: string): ImportedRule => ({ rule, reason });
  const name = rule.ref ?? rule.id;
  const [unknown] = rule.unknown ?? [];
  if (unknown !== undefined) return no(`its \`${unknown}\` is known only after an apply`);
  const problem = unreadable(rule)?.problem;
  if (problem !== undefined) return no(`it cannot be read: ${problem.message}`);
  if (name === undefined) return no('it has neither a ref nor an id, so nothing can take its place');
  const { expression, problem: unread } = readExpression(rule.expression);
  if (expression === undefined) return no(`its expression cannot be read: ${unread}`);
  let skip: Skip | string;
  try {
    skip = skipOf(rule, place.phase, place.above);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return no(error.summary);
  }
  if (typeof skip === 'string') return no(skip);
  if (difference({ anyOf: [expression], noneOf: [] }).kind === 'none')
    return no('no request matches its expression');
  if (isPassedOver(expression, place)) {
    return no(
      'an earlier rule skips it for some of its requests, but no rule can skip an exception, which comes first',
    );
  }
  const replaces: Required<ReplacedRule> = {
    rule: name,
    sha256: fingerprint({
      action: 'skip',
      enabled: rule.enabled ?? true,
      expression: rule.expression,
      parameters: rule.parameters ?? {},
    }),
  };
  try {
    return proven({ rule, skip, replaces }, expression, place);
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return no(`no exception says it: ${error.summary}`);
  }
}

/** Whether a custom rule before it may keep it from some of its requests. In the managed phase these skip everything anyway. */
function isPassedOver(expression: Expression, { phase, above }: ImportPlace): boolean {
  if (phase !== CUSTOM_PHASE) return false;
  return above
    .filter((rule) => skipsCurrent(rule) && rule.enabled !== false)
    .some((rule) => {
      const other = readExpression(rule.expression);
      return (
        other.expression === undefined ||
        difference({ anyOf: [and(expression, other.expression)], noneOf: [] }).kind !== 'none'
      );
    });
}

/** Nothing is said that is not proven: an exception that may be wider than its rule is none. */
function proven(
  { rule, skip, replaces }: Pick<ImportedExceptions, 'rule' | 'skip' | 'replaces'>,
  expression: Expression,
  place: ImportPlace,
): ImportedRule {
  const draftRule = { ...place, skip };
  const drafts = alternativesOf(expression).map((one) => sayable(draftOf(conjunctionOf(one)), draftRule));
  const ours = drafts.map((draft) =>
    draft.open.length > 0
      ? requestsOf(draft)
      : parse(defineDraft(draft, draftRule).exception.rule.expression).expression,
  );
  if (difference({ anyOf: ours, noneOf: [expression] }).kind !== 'none') {
    return { rule, reason: 'an exception that is for no other requests could not be found' };
  }
  const exceptions = drafts.map((draft) => versionsOf(draft, draftRule));
  const imported = { rule, skip, exceptions, replaces };
  if (drafts.some(({ open }) => open.length > 0)) return { ...imported, relation: { kind: 'open' } };
  const lost = difference({ anyOf: [expression], noneOf: ours });
  if (lost.kind === 'none') return { ...imported, relation: { kind: 'same' } };
  const without = lost.kind === 'some' ? lost.request : undefined;
  return { ...imported, relation: { kind: 'narrower', without } };
}

function versionsOf(draft: Draft, rule: DraftRule): ImportedException {
  const narrowing = narrowed(draft, rule);
  return {
    draft,
    skip: rule.skip,
    stoppers: stoppers(draft, rule),
    narrower: narrowing && {
      ...narrowing,
      stoppers: stoppers(narrowing.draft, { ...rule, skip: narrowing.skip }),
    },
  };
}
