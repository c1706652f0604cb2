import { mayLog } from '../../cloudflare';
import { show } from '../../errors';
import { ruleLint } from '../rule';

export const loggingNotSkip = ruleLint(
  'logging-not-skip',
  'error',
  '`logging` on a rule that does not skip',
  ({ rule }) =>
    rule.action === undefined || mayLog(rule.action) || rule.logging === undefined
      ? []
      : [
          {
            message: `\`logging\` is allowed on skip rules only, got: a rule with the action ${show(rule.action)}`,
            help: 'remove `logging`: Cloudflare answers 20018',
          },
        ],
);
