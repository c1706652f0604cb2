import { ruleLint } from '../rule';

export const executeDisabled = ruleLint(
  'execute-disabled',
  'a managed ruleset that is turned off',
  ({ rule, list: { phase } }) =>
    rule.action !== 'execute' || rule.enabled !== false || phase !== 'http_request_firewall_managed'
      ? []
      : [
          {
            message: 'the rule is disabled: its managed ruleset does not run',
            help: 'enable it, or narrow what is skipped with an exception',
          },
        ],
);
