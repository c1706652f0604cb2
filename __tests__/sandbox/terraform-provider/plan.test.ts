import { emptyObject } from '../../../lib/sandbox/terraform-provider/values/conform';
import { planChange } from '../../../lib/sandbox/terraform-provider/plan';
import { resources } from '../../../lib/sandbox/terraform-provider/resources';
import {
  attributeOf,
  isList,
  UNKNOWN,
  type Value,
  type ValueObject,
} from '../../../lib/sandbox/terraform-provider/values/value';

function resourceOf(type: string) {
  const resource = resources.get(type);
  if (resource === undefined) throw new Error(`no resource ${type}`);
  return resource;
}

const ruleset = resourceOf('cloudflare_ruleset');
const listItem = resourceOf('cloudflare_list_item');
const noParameters = ruleset.attributes['rules'];
const ruleAttributes =
  noParameters !== undefined && 'attributes' in noParameters ? noParameters.attributes : {};
const parameters = ruleAttributes['action_parameters'];
const emptyParameters =
  parameters !== undefined && 'attributes' in parameters ? emptyObject(parameters.attributes) : {};

const rule = (more: ValueObject): ValueObject => ({
  ...emptyObject(ruleAttributes),
  action: 'block',
  expression: 'x',
  ...more,
});
const config = (more: ValueObject): ValueObject => ({
  ...emptyObject(ruleset.attributes),
  zone_id: 'z',
  kind: 'zone',
  name: 'default',
  phase: 'http_request_firewall_custom',
  ...more,
});
const stored = (rules: readonly Value[], more: ValueObject = {}) =>
  config({ id: 'r', version: '1', last_updated: 't', description: '', rules, ...more });
const storedRule = (ref: string, more: ValueObject = {}) =>
  rule({ ref, id: `id-${ref}`, description: '', enabled: true, action_parameters: emptyParameters, ...more });

function plan(
  prior: ValueObject | null,
  proposed: ValueObject,
  configured: ValueObject = proposed,
  resource = ruleset,
) {
  const { planned, requiresReplace } = planChange({
    attributes: resource.attributes,
    rules: resource.planRules,
    prior,
    proposed,
    config: configured,
  });
  const modified = prior === null ? planned : (resource.modifyPlan?.(planned, prior) ?? planned);
  return { planned: modified, requiresReplace };
}

function plannedRules(value: ValueObject): readonly Value[] {
  const rules = attributeOf(value, 'rules');
  return isList(rules) ? rules : [];
}

describe('plan of a new ruleset', () => {
  test('defaults stand where the configuration says nothing, what the API decides is unknown', () => {
    const { planned } = plan(null, config({ rules: [rule({})] }));
    expect(planned).toMatchObject({ id: UNKNOWN, version: UNKNOWN, last_updated: UNKNOWN, description: '' });
    expect(plannedRules(planned)[0]).toEqual(
      rule({
        id: UNKNOWN,
        ref: UNKNOWN,
        logging: UNKNOWN,
        description: '',
        enabled: true,
        action_parameters: emptyParameters,
      }),
    );
  });

  test('rules that are left out are none', () => {
    expect(plan(null, config({})).planned['rules']).toEqual([]);
  });

  test('rules that are not known yet stay unknown', () => {
    expect(plan(null, config({ rules: UNKNOWN })).planned['rules']).toBe(UNKNOWN);
  });
});

describe('plan of a change', () => {
  const prior = stored([storedRule('a'), storedRule('b', { action: 'skip', logging: { enabled: true } })]);
  const same = [rule({ ref: 'a' }), rule({ ref: 'b', action: 'skip' })];
  // Terraform proposes what the configuration leaves open from the element at the same index.
  const proposedAt = (rules: readonly ValueObject[]) =>
    rules.map((configured, index) => ({
      ...configured,
      id: attributeOf(plannedRules(prior)[index] ?? null, 'id'),
      logging: attributeOf(plannedRules(prior)[index] ?? null, 'logging'),
    }));
  const change = (rules: readonly ValueObject[]) =>
    plan(prior, { ...prior, rules: proposedAt(rules) }, config({ rules })).planned;

  test('nothing changes where the configuration says what the state has', () => {
    expect(plan(prior, prior, config({ rules: same }))).toEqual({ planned: prior, requiresReplace: [] });
  });

  test('a rule keeps its id and logging by ref when another comes before it', () => {
    const planned = change([rule({ ref: 'new' }), ...same]);
    const parts = plannedRules(planned).map((value) => [
      attributeOf(value, 'id'),
      attributeOf(value, 'logging'),
    ]);
    expect(parts).toEqual([
      [UNKNOWN, UNKNOWN],
      ['id-a', null],
      ['id-b', { enabled: true }],
    ]);
  });

  test('a rule whose action changes keeps its id, not its logging', () => {
    const [first] = plannedRules(change([rule({ ref: 'b', action: 'log' })]));
    expect([attributeOf(first ?? null, 'id'), attributeOf(first ?? null, 'logging')]).toEqual([
      'id-b',
      UNKNOWN,
    ]);
  });

  test('the id of the ruleset survives, its version does not', () => {
    expect(change([rule({ ref: 'b' })])).toMatchObject({ id: 'r', version: UNKNOWN, last_updated: UNKNOWN });
  });
});

describe('replacement', () => {
  const prior = stored([]);

  test.each(['account_id', 'zone_id', 'kind', 'name', 'phase'])(
    'a changed %s makes a new ruleset',
    (name) => {
      const changed = { ...prior, [name]: 'other' };
      expect(plan(prior, changed, config({ [name]: 'other' })).requiresReplace).toEqual([[name]]);
    },
  );

  test('an unknown name makes a new ruleset, a changed description does not', () => {
    expect(plan(prior, { ...prior, name: UNKNOWN }, config({ name: UNKNOWN })).requiresReplace).toEqual([
      ['name'],
    ]);
    expect(plan(prior, { ...prior, description: 'd' }, config({ description: 'd' })).requiresReplace).toEqual(
      [],
    );
  });

  test.each([
    ['is replaced when the comment changes', 'new', [['comment']]],
    ['is not replaced when the comment is left out', null, []],
  ])('a list item %s', (_, comment, expected) => {
    const item = {
      ...emptyObject(listItem.attributes),
      account_id: 'a',
      list_id: 'l',
      ip: '192.0.2.1',
      comment: 'old',
    };
    const changed = { ...item, comment };
    expect(plan({ ...item, id: 'i' }, changed, changed, listItem).requiresReplace).toEqual(expected);
  });
});
