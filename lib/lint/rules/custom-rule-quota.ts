import { CUSTOM_PHASE, CUSTOM_RULES_BY_PLAN } from '../../cloudflare';
import { listLint } from '../rule';

export const customRuleQuota = listLint(
  'custom-rule-quota',
  'error',
  'more custom rules than the plan has',
  ({ list: { rules, phase, plan, kind } }) => {
    if (phase !== CUSTOM_PHASE || plan === undefined || kind === 'root') return [];
    const most = CUSTOM_RULES_BY_PLAN[plan];
    if (rules.length <= most) return [];
    return [
      {
        message: `the plan has ${most} custom rules, got: ${rules.length}`,
        help: 'join rules, or skip single rulesets: such exceptions need no custom rule',
      },
    ];
  },
);
