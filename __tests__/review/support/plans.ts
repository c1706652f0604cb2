import { CUSTOM, MANAGED, type PlannedEntryPoint, type PlanParts, type PlanRule } from './plan';
import { exception, EXECUTES } from './rules';

type Rules = readonly PlanRule[] | undefined;

/** A plan for the custom rules of a zone that runs two managed rulesets. */
export function custom(before: Rules, after: Rules, rest: Partial<PlannedEntryPoint> = {}): PlanParts {
  return {
    entryPoints: [
      { phase: CUSTOM, before, after, ...rest },
      { phase: MANAGED, before: EXECUTES, after: EXECUTES },
    ],
  };
}

/** A plan for the managed rules of a zone. */
export function managed(before: Rules, after: Rules): PlanParts {
  return { entryPoints: [{ phase: MANAGED, before, after }] };
}

/** A plan that adds one exception. */
export function added(expression: string, rest: Partial<PlanRule> = {}): PlanParts {
  return custom([], [exception('export', expression, rest)]);
}

/** A plan that changes the expression of one exception, or its other parts. */
export function changed(
  before: string,
  after: string,
  partsBefore: Partial<PlanRule> = {},
  partsAfter: Partial<PlanRule> = partsBefore,
): PlanParts {
  return custom([exception('export', before, partsBefore)], [exception('export', after, partsAfter)]);
}

/** A plan that changes a list which one exception names. */
export function listed(
  before: readonly string[] | undefined,
  after: readonly string[] | undefined,
): PlanParts {
  const rules = [exception('export', 'http.request.uri.path eq "/export" and ip.src in $office')];
  return {
    entryPoints: [{ phase: CUSTOM, before: rules, after: rules }],
    lists: [{ name: 'office', before, after, actions: ['update'] }],
  };
}
