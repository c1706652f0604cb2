import {
  attributeOf,
  isList,
  isObject,
  stringOf,
  UNKNOWN,
  type Value,
  type ValueObject,
} from '../values/value';

/**
 * Gives planned rules the id of the rule with the same `ref` in the state, and its `logging` if the action did not
 * change. So an added or moved rule does not make the rules below it look new.
 */
export function keepRulesByRef(planned: ValueObject, prior: ValueObject): ValueObject {
  const [before, after] = [attributeOf(prior, 'rules'), attributeOf(planned, 'rules')];
  if (!isList(before) || !isList(after)) return planned;
  const rulesByRef = new Map(before.map((rule) => [stringOf(attributeOf(rule, 'ref')), rule]));
  return { ...planned, rules: after.map((rule) => keepRule(rule, rulesByRef)) };
}

function keepRule(rule: Value, rulesByRef: ReadonlyMap<string | null, Value>): Value {
  const ref = stringOf(attributeOf(rule, 'ref'));
  const known = ref === null || ref === '' ? undefined : rulesByRef.get(ref);
  if (!isObject(rule) || known === undefined) return rule;
  const sameAction = attributeOf(known, 'action') === attributeOf(rule, 'action');
  return {
    ...rule,
    ...(rule['id'] === UNKNOWN && { id: attributeOf(known, 'id') }),
    ...(rule['logging'] === UNKNOWN && sameAction && { logging: attributeOf(known, 'logging') }),
  };
}
