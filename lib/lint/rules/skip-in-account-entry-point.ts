import { CUSTOM_PHASE } from '../../cloudflare';
import { ruleLint } from '../rule';

export const skipInAccountEntryPoint = ruleLint(
  'skip-in-account-entry-point',
  'error',
  "a skip rule in the account's custom entry point",
  ({ rule, list: { kind, phase } }) =>
    rule.action !== 'skip' || kind !== 'root' || phase !== CUSTOM_PHASE
      ? []
      : [
          {
            message: "the account's entry point for custom rules holds `execute` rules only",
            help: 'put the skip rule into a custom ruleset of the account and execute that: Cloudflare answers 20016',
          },
        ],
);
