import { foundBy } from '../../support/lint';
import { stackWith } from '../../support/terraform-files';

const OWASP = '4814384a9e5d4991b9815dcfc25d2f1f';
const MANAGED = 'efb7b8c949ac4650a09736fc376e9aee';
const execute = (id: string) => ({ action: 'execute', expression: 'true', action_parameters: { id } });
const skip = (action_parameters: object) => ({ action: 'skip', expression: 'ssl', action_parameters });
const entryPoint = (kind: string, rules: readonly object[]) => ({
  kind,
  phase: 'http_request_firewall_managed',
  rules,
});
const found = (id: string, parameters: object) =>
  foundBy(
    'account-rules-remain',
    stackWith({
      cloudflare_ruleset: {
        account: entryPoint('root', [execute(id)]),
        zone: entryPoint('zone', [skip(parameters), execute(OWASP)]),
      },
    }),
  );

test('finds an exception of a zone for what the account executes too', () => {
  expect(found(OWASP, { rulesets: [OWASP] })).toEqual([
    {
      message: `the account executes the ruleset \`${OWASP}\` as well, before the zone does: there it stays on`,
      help: 'write the exception into the entry point of the account',
      place: 'cloudflare_ruleset.zone',
      rule: 0,
    },
  ]);
  expect(found(OWASP, { rules: { [OWASP]: ['6179ae15870a4bb7b2d480d4843b323c'] } })).toHaveLength(1);
});

test('is silent where the account executes something else', () => {
  expect(found(MANAGED, { rulesets: [OWASP] })).toEqual([]);
  expect(found(OWASP, { ruleset: 'current' })).toEqual([]);
});
