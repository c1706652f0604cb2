import { didYouMean, show } from '../../errors';
import { texts } from '../../rulesets/skip-parameters';
import { ruleLint } from '../rule';

/** The phases that a custom rule can skip. */
const SKIPPABLE = ['http_ratelimit', 'http_request_sbfm', 'http_request_firewall_managed'] as const;

export const skipPhaseName = ruleLint(
  'skip-phase-name',
  'error',
  'a phase that cannot be skipped',
  ({ rule }) =>
    rule.action !== 'skip'
      ? []
      : texts(rule, 'phases')
          .filter((phase) => !(SKIPPABLE as readonly string[]).includes(phase))
          .map((phase) => ({
            message: `the phase cannot be skipped: ${show(phase)}`,
            help: didYouMean(phase, SKIPPABLE),
          })),
);
