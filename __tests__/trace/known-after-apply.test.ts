import type { Rule } from '../../lib/rulesets';
import { protectionsOf, protectionsText, trace } from '../../lib/trace';

const MANAGED = 'http_request_firewall_managed';
const OWASP = '4814384a9e5d4991b9815dcfc25d2f1f';
const REQUEST = { method: 'POST', url: 'https://app.example.com/export' };
const YES = 'http.host eq "app.example.com"';
const NO = 'http.host eq "www.example.com"';

/** A rule of which only the apply shows what stands at a path. */
const rule = (action: string, path: string, parameters?: Rule['parameters'], expression = YES): Rule => ({
  ref: path,
  action,
  parameters,
  expression,
  unknown: [path],
});
const block: Rule = { ref: 'block', action: 'block', expression: YES };
const execute: Rule = { action: 'execute', parameters: { id: OWASP }, expression: 'true' };

const ofCustom = (...custom: readonly Rule[]) =>
  protectionsText(protectionsOf(trace({ custom, managed: [execute] }, REQUEST)));
const ofManaged = (...managed: readonly Rule[]) =>
  protectionsText(protectionsOf(trace({ custom: [], managed }, REQUEST)));
const needs = (path: string) => `unknown: needs ${path} (known after the apply)`;
const mayBlock = (path: string) =>
  `inspected, unless blocked by block (needs ${path} (known after the apply))`;

const RULESET = 'action_parameters.ruleset';

test.each<[string, Rule, string]>([
  ['the phases that it names', rule('skip', 'action_parameters.phases', {}), 'action_parameters.phases'],
  ['all that it names', rule('skip', 'action_parameters'), 'action_parameters'],
  ['its expression', rule('skip', 'expression', { phases: [MANAGED] }), 'expression'],
  ['whether it is on', rule('skip', 'enabled', { phases: [MANAGED] }), 'enabled'],
])('a skip rule may skip the managed rules: %s', (_title, one, path) => {
  expect(ofCustom(one)).toBe(needs(path));
});

test.each(['ruleset', 'phase', 'rulesets', 'rules'].map((key) => `action_parameters.${key}`))(
  'a skip rule may skip what follows in its phase, and nothing else: %s',
  (path) => {
    expect(ofCustom(rule('skip', path, {}), block)).toBe(mayBlock(path));
    expect(ofCustom(rule('skip', path, {}))).toBe('inspected');
    expect(ofManaged(rule('skip', path, {}), execute)).toBe(needs(path));
    expect(ofManaged(execute, rule('skip', path, {}))).toBe('inspected');
  },
);

test('later phases and products say nothing about what follows in the own phase', () => {
  for (const path of ['action_parameters.phases', 'action_parameters.products']) {
    expect(ofCustom(rule('skip', path, {}), block)).toBe('blocked by block');
    expect(ofManaged(rule('skip', path, {}), execute)).toBe('inspected');
  }
});

test('what a skip rule names already stays named while the rest of it is open', () => {
  const products = rule('skip', 'action_parameters.products', { phases: [MANAGED] });
  expect(ofCustom(products)).toBe(needs('action_parameters.products'));
  expect(ofManaged(rule('skip', RULESET, { rulesets: [OWASP] }), execute)).toBe(needs(RULESET));
});

test('a rule whose action is open may end the request, or skip what follows; in the managed phase it only may skip', () => {
  const open = rule('', 'action');
  const why = 'action (known after the apply)';
  expect(ofCustom(open)).toBe(`${needs('action')}, unless ended by action (needs ${why})`);
  expect(ofManaged(open, execute)).toBe(needs('action'));
});

test('a rule that does not match the request does nothing, whatever the apply shows', () => {
  for (const path of ['action', 'action_parameters', 'enabled']) {
    expect(ofCustom(rule('skip', path, { phases: [MANAGED] }, NO), block)).toBe('blocked by block');
    expect(ofManaged(rule('skip', path, { rulesets: [OWASP] }, NO), execute)).toBe('inspected');
  }
});

test('a doubt about the request and one about the rule are both named, the one about the request first', () => {
  const one = rule('skip', 'enabled', { phases: [MANAGED] }, 'ip.src.country eq "T1"');
  expect(ofCustom(one)).toBe('unknown: needs ip.src.country, enabled (known after the apply)');
});
