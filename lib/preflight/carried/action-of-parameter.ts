/** The action that a parameter of WAF rules belongs to: the provider refuses it beside any other. */
export const ACTION_OF_PARAMETER: Readonly<Record<string, string>> = {
  response: 'block',
  id: 'execute',
  matched_data: 'execute',
  overrides: 'execute',
  phases: 'skip',
  products: 'skip',
  rules: 'skip',
  ruleset: 'skip',
  rulesets: 'skip',
};
