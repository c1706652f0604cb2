import { limitExpression } from '../../lib/coexistence/zone-plan';
import { customRuleLimits } from '../../lib/exceptions';
import { evaluateOutputs } from '../support/terraform';

const ZONE = { name: 'example.com', accountId: undefined };

/** The quotas that Terraform reads for zones of these plans. */
function quotasOf(
  plans: readonly (string | null)[],
  ...limits: Parameters<typeof customRuleLimits>
): unknown[] {
  const expression = limitExpression(ZONE, customRuleLimits(...limits));
  const output = Object.fromEntries(
    plans.map((plan, index) => [
      `quota_${index}`,
      {
        value: `\${jsonencode(${expression.replaceAll('local.waf_example_com_plan', JSON.stringify(plan))})}`,
      },
    ]),
  );
  const values = evaluateOutputs('main.tf.json', JSON.stringify({ output }));
  return plans.map((_plan, index) => JSON.parse(String(values[`quota_${index}`])) as unknown);
}

test('a plan that nobody knows, or that Cloudflare does not say, has no quota unless code says one', () => {
  const plans = ['free', 'business', 'partners_pro', 'Pro', null];
  expect(quotasOf(plans, undefined, undefined)).toEqual([5, 100, null, null, null]);
  expect(quotasOf(plans, 'pro', undefined)).toEqual([5, 20, 20, 20, 20]);
});
