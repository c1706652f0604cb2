import { SKIPPABLE_PHASES, SKIPPABLE_PRODUCTS } from '../../cloudflare';
import { didYouMean, show } from '../../errors';
import { unskippableAdvice } from '../../exceptions/skip/skippable-features';
import { texts } from '../../rulesets/skip-parameters';
import { ruleLint } from '../rule';

export const skipPhaseName = ruleLint(
  'skip-phase-name',
  'error',
  'a phase that cannot be skipped',
  ({ rule }) =>
    rule.action !== 'skip'
      ? []
      : texts(rule, 'phases')
          .filter((phase) => !SKIPPABLE_PHASES.some((one) => one === phase))
          .map((phase) => ({
            message: `the phase cannot be skipped: ${show(phase)}`,
            help: SKIPPABLE_PRODUCTS.some((one) => one === phase)
              ? 'name it under `products`'
              : (unskippableAdvice(phase) ?? didYouMean(phase, SKIPPABLE_PHASES)),
          })),
);
