import { InputError } from '../errors';
import { fingerprint, type ReplacedRule, type Skip } from '../exceptions';
import { difference, type Expression, parse, RulesLanguageError } from '../rules-language';
import type { SampleRequest } from '../rules-language/context/sample-request';
import { conjunctionOf } from '../review/words/conjunction';
import { alternativesOf } from '../review/words/requests';
import type { Rule } from '../rulesets';
import { defineDraft, type Draft, draftOf } from './draft';
import { skipOf } from './skip-of';

/** A skip rule of others as exceptions, or why it is none. */
export type ImportedRule = ImportedExceptions | { readonly rule: Rule; readonly reason: string };

export interface ImportedExceptions {
  readonly rule: Rule;
  readonly skip: Skip;
  /** One for each alternative of the rule. */
  readonly drafts: readonly Draft[];
  readonly replaces: ReplacedRule;
  /**
   * - `same`: proven, the exceptions are for the same requests as the rule
   * - `narrower`: proven, they are for no others, and this request is one that they leave out, if one was found
   * - `open`: somebody has to say more than the rule does
   */
  readonly relation:
    | { readonly kind: 'same' | 'open' }
    | { readonly kind: 'narrower'; readonly without: SampleRequest | undefined };
}

/** Where the rule is. */
export interface ImportPlace {
  readonly phase: string;
  readonly zoneName: string | undefined;
  readonly nowMs: number;
}

/** A skip rule that no code declares, as exceptions that are for no other requests. */
export function importRule(rule: Rule, place: ImportPlace): ImportedRule {
  const no = (reason: string): ImportedRule => ({ rule, reason });
  const name = rule.ref ?? rule.id;
  if (name === undefined) return no('it has neither a ref nor an id, so nothing can take its place');
  let skip: Skip | string;
  let expression: Expression;
  try {
    skip = skipOf(rule, place.phase);
    expression = parse(rule.expression).expression;
  } catch (error) {
    if (error instanceof InputError) return no(error.summary);
    if (error instanceof RulesLanguageError) return no('its expression cannot be read');
    throw error;
  }
  if (typeof skip === 'string') return no(skip);
  const replaces: ReplacedRule = {
    rule: name,
    sha256: fingerprint({
      action: 'skip',
      enabled: rule.enabled ?? true,
      expression: rule.expression,
      parameters: rule.parameters ?? {},
    }),
  };
  const drafts = alternativesOf(expression).map((one) => draftOf(conjunctionOf(one)));
  if (drafts.some(({ open }) => open.length > 0)) {
    return { rule, skip, drafts, replaces, relation: { kind: 'open' } };
  }
  return proven({ rule, skip, drafts, replaces }, expression, place);
}

/** Nothing is said that is not proven: an exception that may be wider than its rule is none. */
function proven(
  { rule, skip, drafts, replaces }: Omit<ImportedExceptions, 'relation'>,
  expression: Expression,
  place: ImportPlace,
): ImportedRule {
  try {
    const defined = drafts.map((draft) => defineDraft(draft, { ...place, skip }));
    const ours = defined.map(({ exception }) => parse(exception.rule.expression).expression);
    const wider = difference({ anyOf: ours, noneOf: [expression] });
    if (wider.kind !== 'none')
      return { rule, reason: 'an exception that is for no other requests could not be found' };
    const lost = difference({ anyOf: [expression], noneOf: ours });
    const imported = { rule, skip, drafts: defined.map(({ draft }) => draft), replaces };
    if (lost.kind === 'none') return { ...imported, relation: { kind: 'same' } };
    const without = lost.kind === 'some' ? lost.request : undefined;
    return { ...imported, relation: { kind: 'narrower', without } };
  } catch (error) {
    if (!(error instanceof InputError)) throw error;
    return { rule, reason: error.summary };
  }
}
