import { SKIPPABLE_PHASES, SKIPPABLE_PRODUCTS } from '../../cloudflare';
import { didYouMean, show } from '../../errors';
import { unskippableAdvice } from '../../exceptions/skip/skippable-features';
import { texts } from '../../rulesets/skip-parameters';
import { ruleLint } from '../rule';

export const skipProductName = ruleLint(
  'skip-product-name',
  'error',
  'a product that cannot be skipped',
  ({ rule }) =>
    rule.action !== 'skip'
      ? []
      : texts(rule, 'products')
          .filter((product) => !SKIPPABLE_PRODUCTS.some((one) => one === product))
          .map((product) => ({
            message: `there is no such product to skip: ${show(product)}`,
            help: SKIPPABLE_PHASES.some((one) => one === product)
              ? 'name it under `phases`'
              : (unskippableAdvice(product) ?? didYouMean(product, SKIPPABLE_PRODUCTS)),
          })),
);
