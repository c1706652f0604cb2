import { MANAGED_PHASE } from '../../cloudflare';
import { executed } from '../../rulesets';
import { listLint } from '../rule';

export const noExecute = listLint(
  'no-execute',
  'error',
  'an entry point for managed rules that runs none',
  ({ list: { rules, phase, isWhole, kind, plan } }) =>
    isWhole !== true ||
    // There Cloudflare runs a ruleset by itself.
    (plan === 'free' && kind === 'zone') ||
    phase !== MANAGED_PHASE ||
    kind === 'custom' ||
    rules.length === 0 ||
    rules.some((rule) => executed(rule) !== undefined || rule.unknown !== undefined)
      ? []
      : [
          {
            message: 'no rule executes a managed ruleset: the managed rules of the zone are off',
            help: 'add the `execute` rules that were here, behind the exceptions',
          },
        ],
);
