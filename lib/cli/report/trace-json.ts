import { type Cause, protectionsOf, protectionsText, ruleLabel, type Step, type Trace } from '../../trace';
import type { PlacedZone } from '../zones/traced-zones';

/** A trace for machines. Keys are only ever added. */
export function traceJson({ name, source, isWhole, notes }: PlacedZone, trace: Trace): object {
  const { phases, managed, others, ends } = trace;
  return {
    zone: name,
    source,
    allRulesKnown: isWhole,
    notes,
    phases: phases.map(({ phase, steps }) => ({ phase, rules: steps.map(stepJson) })),
    ends: ends.map((end) => ({ action: end.action ?? null, ...causeJson(end) })),
    managed: managed.map(
      ({ rulesetId, name: title, isByDefault, state, by, skippedRules, stillOn, needs }) => ({
        rulesetId: rulesetId ?? null,
        name: title,
        isByDefault,
        state,
        by: by.map(causeJson),
        skippedRules: skippedRules.map((rule) => ({
          id: rule.id,
          title: rule.title,
          by: rule.by.map(causeJson),
        })),
        stillOn,
        needs,
      }),
    ),
    others: others.map(({ id, title, by }) => ({ id, title, by: by.map(causeJson) })),
    result: protectionsText(protectionsOf(trace)),
  };
}

function stepJson({ rule, inside, insideNeeds, outcome, needs, skippedBy, endedBy }: Step): object {
  const { id, ref, description, action, expression } = rule;
  return {
    id: id ?? null,
    ref: ref ?? null,
    description: description ?? null,
    action: action ?? null,
    expression,
    inside,
    insideNeeds,
    outcome,
    needs,
    skippedBy: skippedBy.map(causeJson),
    endedBy: endedBy.map(causeJson),
  };
}

function causeJson({ rule, needs }: Cause): object {
  return { rule: ruleLabel(rule), needs };
}
