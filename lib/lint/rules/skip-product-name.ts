import { didYouMean, show } from '../../errors';
import { SKIPPABLE_FEATURES } from '../../exceptions';
import { texts } from '../../rulesets/skip-parameters';
import { ruleLint } from '../rule';

const PRODUCTS = Object.entries(SKIPPABLE_FEATURES)
  .filter(([, { key }]) => key === 'products')
  .map(([name]) => name);

export const skipProductName = ruleLint(
  'skip-product-name',
  'error',
  'a product that cannot be skipped',
  ({ rule }) =>
    rule.action !== 'skip'
      ? []
      : texts(rule, 'products')
          .filter((product) => !PRODUCTS.includes(product))
          .map((product) => ({
            message: `there is no such product to skip: ${show(product)}`,
            help: didYouMean(product, PRODUCTS),
          })),
);
