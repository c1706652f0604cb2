import { apiError } from '../http/errors';
import { newId } from '../state/ids';
import type { Json, JsonObject } from '../json';
import { isObject, isString } from '../json';
import { ruleDraft, sameDraft } from './rule-draft';
import type { Rule } from '../state/state';
import { timestamp } from '../state/timestamp';
import { ruleFields } from '../validations/rule-fields';
import { uniqueRules } from '../validations/unique-rules';

/** The rules of a ruleset after a write. */
export interface MergedRules {
  readonly rules: readonly Rule[];
  /** Places of the rules that are new or say something else than before: only these are validated further. */
  readonly changed: readonly number[];
}

/**
 * The rules of a request, matched to the stored ones by `id`, else by `ref`: a matched rule keeps its id, and its
 * version too if it says the same as before. `{ "id": "..." }` alone stands for the stored rule.
 *
 * @param pointer of the list in the body, for instance `/rules`
 */
export function mergeRules(
  existing: readonly Rule[],
  given: readonly Json[],
  pointer: string,
  now: number,
): MergedRules {
  const merged = given.map((rule, index) => mergeRule(existing, rule, `${pointer}/${index}`, now));
  const rules = merged.map(({ rule }) => rule);
  uniqueRules(rules, pointer);
  return { rules, changed: merged.flatMap(({ changed }, index) => (changed ? [index] : [])) };
}

/** One rule of a request; see {@link mergeRules}. */
export function mergeRule(
  existing: readonly Rule[],
  given: Json,
  pointer: string,
  now: number,
): { readonly rule: Rule; readonly changed: boolean } {
  if (!isObject(given)) throw apiError('bodyShape', ['a JSON object for each rule'], pointer);
  const previous = matchingRule(existing, given, pointer);
  if (previous !== undefined && Object.keys(given).every((key) => key === 'id')) {
    return { rule: previous, changed: false };
  }
  const draft = ruleDraft(given);
  const id = previous?.id ?? newId();
  const ref = draft['ref'] ?? previous?.ref ?? id;
  const complete = { ...draft, ref };
  if (previous !== undefined && sameDraft(complete, ruleDraft(previous))) {
    return { rule: inApiOrder(complete, previous), changed: false };
  }
  ruleFields(complete, pointer);
  const version = previous === undefined ? '1' : String(Number(previous.version) + 1);
  return { rule: inApiOrder(complete, { id, version, last_updated: timestamp(now) }), changed: true };
}

function matchingRule(existing: readonly Rule[], given: JsonObject, pointer: string): Rule | undefined {
  const { id, ref } = given;
  if (isString(id) && id !== '') {
    const rule = existing.find((candidate) => candidate.id === id);
    if (rule === undefined) {
      throw apiError('field', [id, 'id', 'the ruleset has no rule with this id'], `${pointer}/id`);
    }
    return rule;
  }
  return isString(ref) ? existing.find((candidate) => candidate.ref === ref) : undefined;
}

type Identity = Pick<Rule, 'id' | 'version' | 'last_updated'>;

/** The keys in the order in which Cloudflare writes them; `ruleFields` or the stored rule vouches for their types. */
function inApiOrder(draft: JsonObject, { id, version, last_updated }: Identity): Rule {
  const { action, expression, ref, enabled, description, action_parameters, logging, ...others } = draft;
  return {
    id,
    version,
    action,
    expression,
    last_updated,
    ref,
    enabled,
    description,
    ...(action_parameters === undefined ? {} : { action_parameters }),
    ...(logging === undefined ? {} : { logging }),
    ...others,
  } as Rule;
}
